//! *last*, *this* and *next* with what they say it of.

use jiff::civil::Date;

use super::date::{base, days, in_year, undated, week_of_month};
use super::distance::size_of;
use super::point::Point;
use super::{Expression, Setting, Tense, calendar};

/// The day or span that is so many of its kind away.
pub(super) fn resolve(told: &Expression, shift: i64, setting: Setting<'_>) -> Option<Point> {
    let Some(today) = base(told, setting) else { return undated(told) };
    let unit_word = told.words.iter().find(|word| word.meaning("unit").is_some());
    let unit = unit_word.and_then(|word| word.meaning("unit"));
    let year = today.year() + i16::try_from(shift).ok()?;
    if let (Some(nth), Some("W"), None) = (told.whole("nth"), unit, told.text("weekday")) {
        return nth_week(told, nth, shift, today);
    }
    if let Some(month) = told.small("month") {
        return in_year(told, if unit == Some("Y") { year } else { year_of_month(month, shift, today) });
    }
    if let Some(weekday) = told.small("weekday") {
        return day_of_week(told, weekday, unit, shift, today).map(Point::Day);
    }
    if ["quarter", "half", "season"].iter().any(|name| told.text(name).is_some()) {
        return if unit == Some("Y") { in_year(told, year) } else { part_of_year(told, shift, today) };
    }
    // *the 31st day of this month*
    let of = told.words.iter().rev().find_map(|word| word.meaning("unit"));
    if let (Some(day), Some("M")) = (told.small("day"), of) {
        let of = calendar::moved(today, "M", shift)?;
        return Date::new(of.year(), of.month(), day).ok().map(|day| days(told, day));
    }
    span(today, unit.unwrap_or("D"), unit_word.map_or(1, size_of), shift, setting.tense)
}

/// *the third week of next month*, *the last week of this year*: of what is told last.
fn nth_week(told: &Expression, nth: i64, shift: i64, today: Date) -> Option<Point> {
    let of = told.words.iter().rev().find_map(|word| word.meaning("unit"))?;
    let day = calendar::moved(today, of, shift)?;
    match of {
        "M" => week_of_month(day.year(), day.month(), nth),
        _ => in_year(told, day.year()),
    }
}

/// *last March* in March is that of the year before.
fn year_of_month(month: i8, shift: i64, today: Date) -> i16 {
    let now = today.month();
    today.year() + i16::from(shift > 0 && month <= now) - i16::from(shift < 0 && month >= now)
}

fn day_of_week(told: &Expression, weekday: i8, unit: Option<&str>, shift: i64, today: Date) -> Option<Date> {
    match unit {
        Some("W") => calendar::in_week(calendar::moved(today, "W", shift)?, weekday),
        Some("M") => {
            let of = calendar::moved(today, "M", shift)?;
            calendar::nth_in_month(of.year(), of.month(), weekday, told.whole("nth")?)
        }
        _ if shift == 0 => calendar::in_week(today, weekday),
        _ => calendar::nearest(calendar::moved(today, "D", shift.signum())?, weekday, shift < 0),
    }
}

/// The span of a unit, so many of them away.
pub(super) fn span(today: Date, unit: &str, size: i32, shift: i64, tense: Option<Tense>) -> Option<Point> {
    let count = shift * i64::from(size);
    match unit {
        "WE" => {
            // On a Monday *this weekend* may be over.
            let over = shift == 0 && tense == Some(Tense::Past) && calendar::number(today) <= 2;
            Point::around(calendar::moved(today, "W", count - i64::from(over))?, "WE", 1)
        }
        _ if unit.starts_with('T') => None,
        _ => Point::around(calendar::moved(today, unit, count)?, unit, size),
    }
}

/// *last summer*, *next quarter*: by the order in which they come. The last one is over;
/// the next one has not begun; this one is that of the year.
pub(super) fn part_of_year(told: &Expression, shift: i64, today: Date) -> Option<Point> {
    let part = PartOfYear::of(told)?;
    let is_winter = part.first_month == 12;
    // A winter goes by the year in which it begins.
    let this = if is_winter && today.month() <= 2 { today.year() - 1 } else { today.year() };
    let mut years = this - 2..=this + 2;
    let year = match shift {
        0 => Some(this),
        _ if shift < 0 => years.rfind(|year| part.end(*year).is_some_and(|end| end <= today)),
        _ => years.find(|year| part.begin(*year).is_some_and(|begin| begin > today)),
    };
    in_year(told, year?)
}

/// A season, quarter or half: the months that it takes.
struct PartOfYear {
    first_month: i8,
    months: i64,
}

impl PartOfYear {
    fn of(told: &Expression) -> Option<Self> {
        let (first, months) = match (told.text("season").as_deref(), told.whole("quarter"), told.whole("half")) {
            (Some("SP"), ..) => (3, 3),
            (Some("SU"), ..) => (6, 3),
            (Some("FA"), ..) => (9, 3),
            (Some("WI"), ..) => (12, 3),
            (_, Some(quarter), _) => (quarter * 3 - 2, 3),
            (_, _, Some(half)) => (half * 6 - 5, 6),
            _ => return None,
        };
        Some(Self { first_month: i8::try_from(first).ok()?, months })
    }

    fn begin(&self, year: i16) -> Option<Date> {
        Date::new(year, self.first_month, 1).ok()
    }

    /// The day after its last.
    fn end(&self, year: i16) -> Option<Date> {
        calendar::moved(self.begin(year)?, "M", self.months)
    }
}

/// The year of the last quarter or half of this number that has begun.
pub(super) fn last_begun(told: &Expression, today: Date) -> Option<Point> {
    let part = PartOfYear::of(told)?;
    in_year(told, today.year() - i16::from(part.first_month > today.month()))
}
