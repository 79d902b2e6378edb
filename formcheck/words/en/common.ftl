# Words that stand in many places.

day-month = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }

number = { NUMBER($value, maximumFractionDigits: 6) }
number-whole = { NUMBER($value, maximumFractionDigits: 0) }
number-tenths = { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
number-hundredths = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }

person-begun-anew = Your answers and settings could not be read and begin anew; they are in { $file }.
and-two = { $first } and { $second }
or-two = { $first } or { $second }
