//! Points and spans in time: which of the ways of telling one an expression takes.
//!
//! A date may be written out (`written.rs`), counted as a distance (`distance.rs`),
//! told by *last*, *this* or *next* (`relative.rs`), or stand without a year
//! (`near.rs`); each of these has its own arithmetic and none knows of the others.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::point::Point;
use super::{Expression, Setting, calendar, clock, distance, near, number, relative, written};

/// What captures may tell of a date.
pub(super) const PARTS: [&str; 22] = [
    "amount",
    "year",
    "until_year",
    "month",
    "until_month",
    "day",
    "until_day",
    "weekday",
    "nth",
    "decade",
    "century",
    "digits",
    "moved",
    "from",
    "of",
    "week",
    "clock",
    "hour",
    "minute",
    "past",
    "until",
    "zone",
];

/// The value of a date or time, as far as it can be told.
pub(super) fn resolve(told: &Expression, setting: Setting<'_>) -> Vec<(&'static str, String)> {
    let clock = clock::resolve(told);
    let point = match point(told, setting) {
        // *the week of 10 April*
        Some(Point::Day(day)) if told.part("week").is_some() => week_around(told, day),
        Some(point) => Some(until_month(told, point)),
        None => None,
    };
    let (value, kind) = match (point, clock) {
        (Some(Point::Day(day)), Some(clock)) => (format!("{day}{clock}"), "TIME"),
        (Some(Point::Written(day)), Some(clock)) if day.starts_with("XXXX-") => (format!("{day}{clock}"), "TIME"),
        (Some(point), _) => (point.to_string(), "DATE"),
        (None, Some(clock)) => {
            // A time without a day is one of the day told before it in the sentence.
            let near = setting.in_sentence.and_then(first_day).or(setting.today);
            (near.map_or_else(|| clock.clone(), |day| format!("{day}{clock}")), "TIME")
        }
        (None, None) => return Vec::new(),
    };
    let mut found = vec![("value", value), ("type", kind.to_owned())];
    found.extend(distance::told(told).map(|distance| ("distance", distance)));
    found
}

/// The week of a day, or the weekend beside a feast: that before a Monday, that after a Thursday.
fn week_around(told: &Expression, day: Date) -> Option<Point> {
    let is_weekend = told.part("week")?.iter().any(|word| word.meaning("unit") == Some("WE"));
    if is_weekend { Point::around(calendar::moved(day, "D", -2)?, "WE", 1) } else { Point::around(day, "W", 1) }
}

/// *April-September*: from a month to the other, which `_until_month` captures. A year that is told is that of the end.
fn until_month(told: &Expression, point: Point) -> Point {
    let last = told.part("until_month").and_then(|words| words.iter().rev().find_map(|word| word.meaning("month")));
    let Some(last) = last.and_then(|month| month.parse::<i8>().ok()) else { return point };
    match point {
        Point::Month(year, first) => {
            let (from, until) = match (last < first, told.part("year").is_some()) {
                (false, _) => (year, year),
                (true, true) => (year - 1, year),
                (true, false) => (year, year + 1),
            };
            Point::Written(format!("{from:04}-{first:02}/{until:04}-{last:02}"))
        }
        Point::Written(first) => Point::Written(format!("{first}/XXXX-{last:02}")),
        point => point,
    }
}

/// The day or longer span that is told, the clock left aside.
fn point(told: &Expression, setting: Setting<'_>) -> Option<Point> {
    if let Some(vague) = told.meaning("ref") {
        return Some(Point::Written(vague.to_owned()));
    }
    if told.meaning("feast").is_some() {
        return near::feast(told, setting);
    }
    if let Some(digits) = told.text("digits") {
        return match told.small("month") {
            Some(month) => written::around_month(told.part("digits")?, month, setting),
            None => written::in_digits(&digits, setting),
        };
    }
    // *the week starting tomorrow*
    if let Some(of) = told.part("of") {
        let day = first_day(of.iter().find_map(|word| word.meaning("value"))?)?;
        let word = told.words.iter().find(|word| word.meaning("unit").is_some())?;
        return Point::around(day, word.meaning("unit")?, distance::size_of(word));
    }
    if let Some(words) = told.part("century") {
        return Some(Point::Century(i16::try_from(number::read(words)? as i64 - 1).ok()?));
    }
    if let Some(words) = told.part("decade") {
        return written::decade(words, setting);
    }
    if told.meaning("direction").is_some() {
        return distance::resolve(told, setting);
    }
    if let Some(words) = told.part("year") {
        let year = written::year(words, setting)?;
        if let Some(until) = told.part("until_year") {
            let until = number::read(until)? as i16;
            let until = if until < 100 { year / 100 * 100 + until } else { until };
            return Some(Point::Written(format!("{year:04}/{until:04}")));
        }
        return in_year(told, year);
    }
    match told.whole("shift") {
        Some(shift) => relative::resolve(told, shift, setting),
        // The figures of a clock are no year: *1830 GMT*.
        None => match written::year_within(told).filter(|_| told.part("clock").is_none()) {
            Some(year) => in_year(told, year),
            None => near::resolve(told, setting),
        },
    }
}

/// What a year that is named holds.
pub(super) fn in_year(told: &Expression, year: i16) -> Option<Point> {
    let nth = told.whole("nth");
    let day = told.small("day");
    match (told.small("month"), day, told.small("weekday").zip(nth)) {
        (Some(month), Some(day), _) => Some(days(told, Date::new(year, month, day).ok()?)),
        (Some(month), None, Some((weekday, nth))) => {
            let day = calendar::nth_in_month(year, month, weekday, nth)?;
            // *Black Friday*
            calendar::moved(day, "D", told.whole("after").unwrap_or(0)).map(Point::Day)
        }
        (Some(month), None, None) if told.meaning("unit") == Some("W") => week_of_month(year, month, nth?),
        (Some(month), None, None) => Some(Point::Month(year, month)),
        (None, ..) => part_of_year(told, year),
    }
}

/// The nth week of a month, which like that of a year is told by its Thursday.
pub(super) fn week_of_month(year: i16, month: i8, nth: i64) -> Option<Point> {
    let (year, week) = calendar::week(calendar::nth_in_month(year, month, 4, nth)?);
    Some(Point::Week(year, week))
}

/// A day, or where another of its month is told behind it the days from one to the other.
pub(super) fn days(told: &Expression, first: Date) -> Point {
    let until = told.small("until_day").and_then(|until| Date::new(first.year(), first.month(), until).ok());
    match until {
        Some(until) => Point::Written(format!("{first}/{until}")),
        None => Point::Day(first),
    }
}

/// A quarter, half, season or week of a year, else the year.
fn part_of_year(told: &Expression, year: i16) -> Option<Point> {
    if let Some(quarter) = told.whole("quarter") {
        return Some(Point::Quarter(year, quarter));
    }
    if let Some(half) = told.whole("half") {
        return Some(Point::Half(year, half));
    }
    if let Some(season) = told.text("season") {
        return Some(Point::Season(year, season));
    }
    match (told.whole("nth"), told.meaning("unit")) {
        // The last week is that of the 28th of December.
        (Some(-1), Some("W")) => Some(Point::Week(year, calendar::week(Date::new(year, 12, 28).ok()?).1)),
        (Some(nth), Some("W")) => Some(Point::Week(year, i8::try_from(nth).ok()?)),
        _ => Some(Point::Year(year)),
    }
}

/// The day from which an expression counts: that of the article, or where it points back, the one told before.
pub(super) fn base(told: &Expression, setting: Setting<'_>) -> Option<Date> {
    let back = told.meaning("anchor").and(setting.before).and_then(first_day);
    back.or(setting.today)
}

/// The first day of a value.
pub(super) fn first_day(value: &str) -> Option<Date> {
    let first = value.split('/').next()?;
    let mut parts = first.get(..first.len().min(10))?.split('-');
    let year: i16 = parts.next()?.parse().ok().filter(|year| *year >= 1000)?;
    let month = match parts.next() {
        Some(week) if week.starts_with('W') && week != "WI" => {
            let week = week[1..].parse().ok()?;
            return Some(ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date());
        }
        Some(quarter) if quarter.starts_with('Q') => quarter[1..].parse::<i16>().ok()? * 3 - 2,
        month => month.and_then(|month| month.parse().ok()).unwrap_or(1),
    };
    let day = parts.next().and_then(|day| day.parse().ok()).unwrap_or(1);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// What is known where the article has no day.
pub(super) fn undated(told: &Expression) -> Option<Point> {
    let written = match (told.whole("month"), told.whole("day"), told.whole("weekday")) {
        (Some(month), day, _) => yearless(month, day),
        (None, Some(day), _) => format!("XXXX-XX-{day:02}"),
        (None, None, Some(weekday)) => format!("XXXX-WXX-{weekday}"),
        (None, None, None) => {
            if let Some(quarter) = told.whole("quarter") {
                format!("XXXX-Q{quarter}")
            } else if let Some(half) = told.whole("half") {
                format!("XXXX-H{half}")
            } else if let Some(season) = told.text("season") {
                format!("XXXX-{season}")
            } else {
                return None;
            }
        }
    };
    Some(Point::Written(written))
}

/// A month, or a day of it, of a year that nobody knows, which TIMEX3 writes `XXXX`.
pub(super) fn yearless(month: i64, day: Option<i64>) -> String {
    day.map_or_else(|| format!("XXXX-{month:02}"), |day| format!("XXXX-{month:02}-{day:02}"))
}
