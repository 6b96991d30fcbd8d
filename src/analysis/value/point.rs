//! Points and spans of the calendar, as TIMEX3 writes them.

use std::fmt;

use jiff::civil::Date;

use super::calendar;

/// A point or span of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Point {
    Day(Date),
    Month(i16, i8),
    Year(i16),
    Week(i16, i8),
    Weekend(i16, i8),
    Quarter(i16, i64),
    Half(i16, i64),
    Season(i16, String),
    /// The year without its last digit.
    Decade(i16),
    /// The year without its last two digits.
    Century(i16),
    /// What is known where the year or day is not.
    Written(String),
}

impl fmt::Display for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(out, "{day}"),
            Self::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Week(year, week) => write!(out, "{year:04}-W{week:02}"),
            Self::Weekend(year, week) => write!(out, "{year:04}-W{week:02}-WE"),
            Self::Quarter(year, number) => write!(out, "{year:04}-Q{number}"),
            Self::Half(year, number) => write!(out, "{year:04}-H{number}"),
            Self::Season(year, season) => write!(out, "{year:04}-{season}"),
            Self::Decade(decade) => write!(out, "{decade:03}"),
            Self::Century(century) => write!(out, "{century:02}"),
            Self::Written(text) => out.write_str(text),
        }
    }
}

impl Point {
    /// The span of a day's unit: its week for `W`, its year for `Y` and so on.
    /// `size` is how many of the unit make the span: 10 years are a decade.
    pub(super) fn around(day: Date, unit: &str, size: i32) -> Option<Self> {
        let (year, week) = calendar::week(day);
        let number = i64::from(day.month() - 1);
        Some(match (unit, size) {
            ("D", _) => Self::Day(day),
            ("W", _) => Self::Week(year, week),
            ("WE", _) => Self::Weekend(year, week),
            ("M", 3) => Self::Quarter(day.year(), number / 3 + 1),
            ("M", 6) => Self::Half(day.year(), number / 6 + 1),
            ("M", _) => Self::Month(day.year(), day.month()),
            ("Y", 10) => Self::Decade(day.year() / 10),
            ("Y", 100) => Self::Century(day.year() / 100),
            ("Y", _) => Self::Year(day.year()),
            _ => return None,
        })
    }
}
