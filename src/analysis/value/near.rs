//! What has no year, or no more than a weekday: of all that it may be, the nearest
//! that the tense allows.

use jiff::civil::Date;

use super::date::{base, first_day, in_year, undated, yearless};
use super::distance::size_of;
use super::point::Point;
use super::{Expression, Setting, Tense, calendar, relative, written};

/// The day or span that is meant.
pub(super) fn resolve(told: &Expression, setting: Setting<'_>) -> Option<Point> {
    let Some(today) = base(told, setting) else { return undated(told) };
    let weekday = told.small("weekday");
    let day = told.small("day");
    if let Some(month) = told.small("month") {
        let yearless = Yearless { month, day, weekday: weekday.filter(|_| day.is_some()) };
        return in_year(told, yearless.date(setting.today?, setting.tense)?.year());
    }
    let is_future = setting.tense == Some(Tense::Future);
    match (weekday, day) {
        (Some(weekday), Some(day)) => weekday_of_month(weekday, day, today).map(Point::Day),
        (Some(weekday), None) => calendar::nearest(today, weekday, !is_future).map(Point::Day),
        (None, Some(day)) => day_alone(day, today, is_future).map(Point::Day),
        (None, None) => span(told, today, setting),
    }
}

/// *Friday the 17th*: the nearest month in which it is one.
fn weekday_of_month(weekday: i8, day: i8, today: Date) -> Option<Date> {
    let months = [0, -1, 1, -2, 2, -3, 3].into_iter().filter_map(|count| calendar::moved(today, "M", count));
    let mut days = months.filter_map(|month| Date::new(month.year(), month.month(), day).ok());
    days.find(|day| calendar::number(*day) == weekday)
}

/// *the 17th*: of the month that the tense allows.
fn day_alone(day: i8, today: Date, is_future: bool) -> Option<Date> {
    let of = match (is_future, day.cmp(&today.day())) {
        (false, std::cmp::Ordering::Greater) => calendar::moved(today, "M", -1)?,
        (true, std::cmp::Ordering::Less) => calendar::moved(today, "M", 1)?,
        _ => today,
    };
    Date::new(of.year(), of.month(), day).ok()
}

/// A quarter, half or season without a year, or the unit at hand: *the week*.
fn span(told: &Expression, today: Date, setting: Setting<'_>) -> Option<Point> {
    if told.text("quarter").is_some() || told.text("half").is_some() {
        return match setting.tense {
            Some(Tense::Future) => relative::part_of_year(told, 0, today),
            _ => relative::last_begun(told, today),
        };
    }
    if told.text("season").is_some() {
        return relative::part_of_year(told, 0, today);
    }
    let word = told.words.iter().find(|word| word.meaning("unit").is_some())?;
    let (unit, size) = (word.meaning("unit")?, size_of(word));
    // *the first week of the year*
    if unit == "W" && told.whole("nth").is_some() {
        return in_year(told, today.year());
    }
    if (unit, size) == ("M", 3) {
        return quarter_at_hand(today, setting);
    }
    relative::span(today, unit, size, 0, setting.tense.or(Some(Tense::Past)))
}

/// *the quarter*: the one told before, else the last that is over, for that is the one reported on.
fn quarter_at_hand(today: Date, setting: Setting<'_>) -> Option<Point> {
    let told = setting.quarter.and_then(|(quarter, _)| first_day(quarter));
    let shift = if setting.tense == Some(Tense::Future) { 0 } else { -1 };
    told.map_or_else(|| relative::span(today, "M", 3, shift, None), |day| Point::around(day, "M", 3))
}

/// A day that is told by its month and number alone.
pub(super) fn day_of_month(month: i8, day: i8, setting: Setting<'_>) -> Option<Point> {
    let Some(today) = setting.today else {
        return Some(Point::Written(yearless(month.into(), Some(day.into()))));
    };
    let yearless = Yearless { month, day: Some(day), weekday: None };
    yearless.date(today, setting.tense).map(Point::Day)
}

/// A month, or a day of one, of a year that is not told.
struct Yearless {
    month: i8,
    day: Option<i8>,
    weekday: Option<i8>,
}

impl Yearless {
    /// The day that is meant, or a day of the month that is.
    fn date(&self, today: Date, tense: Option<Tense>) -> Option<Date> {
        match self.weekday {
            Some(weekday) => self.on_weekday(weekday, today),
            None => self.by_tense(today, tense),
        }
    }

    /// This day in a year. A month as a whole counts as near as its middle, today's as today.
    fn in_year(&self, year: i16, today: Date) -> Option<Date> {
        let day = match self.day {
            Some(day) => day,
            None if self.month == today.month() => today.day().min(28),
            None => 15,
        };
        Date::new(year, self.month, day).ok()
    }

    /// The nearest year in which the day is such a weekday.
    fn on_weekday(&self, weekday: i8, today: Date) -> Option<Date> {
        let days = (-4..=4).filter_map(|count| self.in_year(today.year() + count, today));
        let fitting = days.filter(|day| calendar::number(*day) == weekday);
        fitting.min_by_key(|day| away(today, *day).abs()).or_else(|| self.in_year(today.year(), today))
    }

    /// The last one or the next.
    fn by_tense(&self, today: Date, tense: Option<Tense>) -> Option<Date> {
        let days: Vec<Date> = (-1..=1).filter_map(|count| self.in_year(today.year() + count, today)).collect();
        let past = days.iter().copied().rfind(|day| *day <= today);
        let future = days.iter().copied().find(|day| *day >= today);
        let (Some(past), Some(future)) = (past, future) else { return past.or(future) };
        let is_ahead = is_ahead(-away(today, past), away(today, future), tense);
        Some(if is_ahead { future } else { past })
    }
}

/// Easter and the days that are counted from it; the year that is near if none is told.
pub(super) fn feast(told: &Expression, setting: Setting<'_>) -> Option<Point> {
    let from_easter = told.whole("feast")?;
    let in_year = |year: i16| calendar::moved(calendar::easter(year)?, "D", from_easter);
    if let Some(words) = told.part("year") {
        return in_year(written::year(words, setting)?).map(Point::Day);
    }
    let today = setting.today?;
    let days: Vec<Date> = (-1..=1).filter_map(|count| in_year(today.year() + count)).collect();
    if let Some(shift) = told.whole("shift") {
        let is_of_year = told.meaning("unit").is_some();
        return match shift {
            0 => in_year(today.year()),
            _ if is_of_year => in_year(today.year() + i16::try_from(shift).ok()?),
            _ if shift < 0 => days.iter().copied().rfind(|day| *day < today),
            _ => days.iter().copied().find(|day| *day > today),
        }
        .map(Point::Day);
    }
    let past = days.iter().copied().rfind(|day| *day <= today)?;
    let future = days.iter().copied().find(|day| *day >= today)?;
    let is_ahead = is_ahead(-away(today, past), away(today, future), setting.tense);
    Some(Point::Day(if is_ahead { future } else { past }))
}

/// Whether the next of a kind is meant rather than the last, by the days to each. What
/// is most of a year away is told with its year, whatever the tense of the verb near it.
fn is_ahead(behind: i32, ahead: i32, tense: Option<Tense>) -> bool {
    match tense {
        Some(Tense::Future) => behind * 12 >= ahead || behind == 0,
        Some(Tense::Past) => ahead * 6 < behind,
        Some(Tense::Bound) => ahead < behind,
        None => ahead * 3 < behind,
    }
}

/// Days from one day to another.
fn away(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
