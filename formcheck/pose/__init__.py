"""Image to pose: video, model, landmarks, silhouette, smoothing."""
