//! So long before or after the day of the article, or after the date told before.

use jiff::civil::Date;

use super::date::{base, first_day};
use super::point::Point;
use super::{Expression, Setting, Word, calendar, duration, number};

/// How many sentences a quarter may stand away that *a year earlier* is compared with.
const NEAR: u32 = 3;

/// The day or span at a distance, as coarse as the distance is told: *two years ago* is a year.
pub(super) fn resolve(told: &Expression, setting: Setting<'_>) -> Option<Point> {
    let direction: i64 = told.meaning("direction")?.parse().ok()?;
    if let Some((weekday, amount)) = told.small("weekday").zip(told.part("amount")) {
        return weekdays_away(weekday, number::read(amount)? as i64 * direction, base(told, setting)?).map(Point::Day);
    }
    let Some(steps) = steps(moved_by(told)) else {
        // *years ago*: nobody can tell how many.
        return Some(Point::Written(if direction < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned()));
    };
    let anchor = match told.part("from") {
        Some(from) => Some(from.iter().find_map(|word| word.meaning("value"))?),
        None => None,
    };
    let day = match anchor {
        Some(anchor) => first_day(anchor)?,
        None => base(told, setting)?,
    };
    // *6,000 years ago*: no calendar reaches there.
    let day = moved(day, &steps, direction).filter(|day| day.year() > 0)?;
    let finest = steps.last()?;
    // *Two weeks before 5 May* is a day, *two years before 2000* a year.
    if anchor.is_some_and(|anchor| anchor.len() >= DAY) {
        return Some(Point::Day(day));
    }
    if finest.unit == "Y"
        && let Some(quarter) = quarter(told, &steps, direction, day, setting)
    {
        return Some(quarter);
    }
    match finest.unit {
        unit if unit.starts_with('T') => Some(Point::Day(day)),
        unit => Point::around(day, unit, if finest.is_quarter { 3 } else { 1 }),
    }
}

/// *Two Sundays ago*.
fn weekdays_away(weekday: i8, count: i64, today: Date) -> Option<Date> {
    let nearest = calendar::nearest(today, weekday, count < 0)?;
    let weeks = if nearest == today { count } else { count - count.signum() };
    calendar::moved(nearest, "W", weeks)
}

/// The day so long after another.
pub(super) fn after(day: Date, words: &[Word]) -> Option<Date> {
    moved(day, &steps(words).filter(|steps| !steps.is_empty())?, 1)
}

fn moved(day: Date, steps: &[Step<'_>], direction: i64) -> Option<Date> {
    steps.iter().try_fold(day, |day, step| calendar::moved(day, step.unit, direction * step.count))
}

/// How many characters the value of a day has.
const DAY: usize = 10;

/// The words that tell how far.
fn moved_by(told: &Expression) -> &[Word] {
    let from = told.captures.iter().find(|(name, _)| name == "from").map_or(told.words.len(), |(_, at)| at.start);
    told.part("moved").or_else(|| told.words.get(..from)).unwrap_or(&told.words)
}

/// The distance as it is told: `-P2W`, *two weeks ago*.
pub(super) fn told(told: &Expression) -> Option<String> {
    let sign = if told.meaning("direction")? == "-1" { "-" } else { "" };
    Some(format!("{sign}{}", duration::written(moved_by(told))?))
}

/// A count of a unit.
struct Step<'a> {
    unit: &'a str,
    count: i64,
    is_quarter: bool,
}

/// What a distance is put together from; none if it is not told how much.
fn steps(words: &[Word]) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    let mut from = 0;
    for (at, word) in words.iter().enumerate() {
        let Some(unit) = word.meaning("unit") else { continue };
        let before = &words[from..at];
        from = at + 1;
        let size = size_of(word);
        let is_vague = before.iter().chain([word]).any(|word| word.meaning("count") == Some("X"));
        let count = match number::read(before) {
            Some(count) => count * f64::from(size),
            None if is_vague => return None,
            None => f64::from(size),
        };
        // *a year and a half ago*: halves are counted in the unit below.
        let (unit, count) = if count.fract() == 0.0 { (unit, count) } else { finer(unit, count) };
        steps.push(Step { unit, count: count.round() as i64, is_quarter: (unit, size) == ("M", 3) });
    }
    Some(steps)
}

/// A quarter of another year: *the year-earlier third quarter*, or where a quarter is
/// spoken of, *a year earlier*, with which it is compared.
fn quarter(told: &Expression, steps: &[Step<'_>], direction: i64, day: Date, setting: Setting<'_>) -> Option<Point> {
    if let Some(number) = told.whole("quarter") {
        return Some(Point::Quarter(day.year(), number));
    }
    let [Step { count: 1, .. }] = steps else { return None };
    let (quarter, away) = setting.quarter?;
    if direction > 0 || away > NEAR {
        return None;
    }
    Point::around(calendar::moved(first_day(quarter)?, "Y", -1)?, "M", 3)
}

fn finer(unit: &str, count: f64) -> (&str, f64) {
    match unit {
        "Y" => ("M", count * 12.0),
        "M" => ("D", count * 30.0),
        "W" => ("D", count * 7.0),
        _ => (unit, count),
    }
}

/// How many of its unit a word is: 10 years are a decade.
pub(super) fn size_of(word: &Word) -> i32 {
    word.meaning("size").and_then(|size| size.parse().ok()).unwrap_or(1)
}
