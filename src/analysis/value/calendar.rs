//! The calendar: days moved, weeks numbered.

use jiff::civil::{Date, ISOWeekDate};
use jiff::{Span, ToSpan};

/// A day so many units later; none where the calendar ends.
pub(super) fn moved(day: Date, unit: &str, count: i64) -> Option<Date> {
    let span: Span = match unit {
        "D" => Span::new().try_days(count).ok()?,
        "W" => Span::new().try_weeks(count).ok()?,
        "M" => Span::new().try_months(count).ok()?,
        "Y" => Span::new().try_years(count).ok()?,
        _ => return Some(day),
    };
    day.checked_add(span).ok()
}

/// The year and number of a day's week.
pub(super) fn week(day: Date) -> (i16, i8) {
    let week: ISOWeekDate = day.iso_week_date();
    (week.year(), week.week())
}

/// The day of this weekday (Monday is 1) in a day's week.
pub(super) fn in_week(day: Date, weekday: i8) -> Option<Date> {
    day.checked_add(i64::from(weekday - number(day)).days()).ok()
}

/// The number of a day's weekday; Monday is 1.
pub(super) fn number(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}

/// The nearest such weekday on or before a day, or on or after it.
pub(super) fn nearest(day: Date, weekday: i8, before: bool) -> Option<Date> {
    let ahead = i64::from((weekday - number(day)).rem_euclid(7));
    let count = if before { if ahead == 0 { 0 } else { ahead - 7 } } else { ahead };
    moved(day, "D", count)
}

/// The nth such weekday of a month; the -1st is its last.
pub(super) fn nth_in_month(year: i16, month: i8, weekday: i8, nth: i64) -> Option<Date> {
    if nth < 0 {
        let last = Date::new(year, month, 1).ok()?.last_of_month();
        let day = moved(nearest(last, weekday, true)?, "W", nth + 1)?;
        return (day.month() == month).then_some(day);
    }
    let first = Date::new(year, month, 1).ok()?;
    let day = moved(nearest(first, weekday, false)?, "W", nth - 1)?;
    (day.month() == month).then_some(day)
}

/// Easter Sunday of a year, by the Gregorian computus (Meeus, *Astronomical Algorithms*, 1991, chapter 8).
pub(super) fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (golden, century, rest) = (year_number % 19, year_number / 100, year_number % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let correction = (golden + 11 * moon + 22 * weekday) / 451;
    let day = moon + weekday - 7 * correction + 114;
    Date::new(year, i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?).ok()
}
