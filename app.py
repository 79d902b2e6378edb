"""The pages' entry for ``streamlit run app.py``; ``formcheck app`` needs no file."""

from formcheck.app.main import show

if __name__ == "__main__":
    show()
