//! Points and spans in time, against the day of the article.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::point::Point;
use super::{Expression, Setting, Tense, Word, calendar, clock, number};

/// What captures may tell of a date.
pub(super) const PARTS: [&str; 17] = [
    "year",
    "until_year",
    "month",
    "day",
    "until_day",
    "weekday",
    "nth",
    "decade",
    "century",
    "digits",
    "moved",
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
    let point = point(told, setting);
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
    vec![("value", value), ("type", kind.to_owned())]
}

/// The day or longer span that is told, the clock left aside.
fn point(told: &Expression, setting: Setting<'_>) -> Option<Point> {
    if let Some(vague) = told.meaning("ref") {
        return Some(Point::Written(vague.to_owned()));
    }
    if told.meaning("feast").is_some() {
        return feast(told, setting);
    }
    if let Some(digits) = told.text("digits") {
        return written_in_digits(&digits, setting);
    }
    if let Some(words) = told.part("century") {
        return Some(Point::Century(i16::try_from(number::read(words)? as i64 - 1).ok()?));
    }
    if let Some(words) = told.part("decade") {
        return decade(words, setting);
    }
    if told.meaning("direction").is_some() {
        return moved(told, setting);
    }
    if let Some(words) = told.part("year") {
        let year = year(words, setting)?;
        if let Some(until) = told.part("until_year") {
            let until = number::read(until)? as i16;
            let until = if until < 100 { year / 100 * 100 + until } else { until };
            return Some(Point::Written(format!("{year:04}/{until:04}")));
        }
        return in_year(told, year);
    }
    match told.whole("shift") {
        Some(shift) => shifted(told, shift, setting),
        None => year_within(told).map_or_else(|| bare(told, setting), |year| in_year(told, year)),
    }
}

/// Easter and the days that are counted from it; the year that is near if none is told.
fn feast(told: &Expression, setting: Setting<'_>) -> Option<Point> {
    let away = told.whole("feast")?;
    let in_year = |year: i16| calendar::moved(calendar::easter(year)?, "D", away);
    if let Some(words) = told.part("year") {
        return in_year(year(words, setting)?).map(Point::Day);
    }
    let today = setting.today?;
    let this = today.year() + i16::try_from(told.whole("shift").unwrap_or(0)).ok()?;
    let day = in_year(this)?;
    let is_told = told.meaning("shift").is_some();
    let day = match setting.tense {
        Some(Tense::Future) if day < today && !is_told => in_year(this + 1)?,
        Some(Tense::Past) | None if day > today && !is_told => in_year(this - 1)?,
        _ => day,
    };
    Some(Point::Day(day))
}

/// A year that is a part of a word: *mid-2011*.
fn year_within(told: &Expression) -> Option<i16> {
    let years = told.words.iter().filter(|word| word.text.len() == 4).filter_map(|word| word.text.parse::<i16>().ok());
    years.into_iter().find(|year| (1000..2100).contains(year))
}

/// The year that words or digits name; one of two digits is no further than twenty years ahead.
fn year(words: &[Word], setting: Setting<'_>) -> Option<i16> {
    let values: Vec<i64> = words.iter().filter_map(number::value).map(|value| value as i64).collect();
    let year = match (values.as_slice(), words) {
        // *nineteen ninety-nine*
        ([century @ 10..=21, rest @ ..], _) if !rest.is_empty() && rest.iter().all(|part| *part < 100) => {
            century * 100 + rest.iter().sum::<i64>()
        }
        (_, [only]) => only.text.trim_start_matches(['\'', '’']).parse().ok().or_else(|| values.first().copied())?,
        _ => number::read(words)? as i64,
    };
    let year = i16::try_from(year).ok()?;
    Some(if (0..100).contains(&year) { within_a_century(year, setting) } else { year })
}

fn within_a_century(year: i16, setting: Setting<'_>) -> i16 {
    let now = setting.today.map_or(2020, Date::year);
    let near = now / 100 * 100 + year;
    if near > now + 20 { near - 100 } else { near }
}

fn decade(words: &[Word], setting: Setting<'_>) -> Option<Point> {
    let text: String = words.iter().map(|word| word.text.as_str()).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let year = match digits.parse::<i16>() {
        Ok(year) if year >= 100 => year,
        Ok(year) => within_a_century(year, setting),
        Err(_) => year(words, setting)?,
    };
    Some(Point::Decade(year / 10))
}

/// `2006-03-25`, `3/25/06`, `25.3.2006`. Of two numbers that could each be the month the first is.
fn written_in_digits(text: &str, setting: Setting<'_>) -> Option<Point> {
    let parts: Vec<i16> =
        text.split(['-', '/', '.', ',']).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let day = |year: i16, month: i16, day: i16| {
        let year = if year < 100 { within_a_century(year, setting) } else { year };
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Point::Day)
    };
    match *parts.as_slice() {
        [year, month, of] if year > 31 => day(year, month, of),
        [of, month, year] if of > 12 => day(year, month, of),
        [month, of, year] => day(year, month, of).or_else(|| day(year, of, month)),
        [year, month] if year > 31 => Some(Point::Month(year, i8::try_from(month).ok()?)),
        [month, year] if year > 31 => Some(Point::Month(year, i8::try_from(month).ok()?)),
        [first, second] => {
            let (month, of) = if first > 12 { (second, first) } else { (first, second) };
            calendar_day(i8::try_from(month).ok()?, i8::try_from(of).ok()?, None, setting)
        }
        _ => None,
    }
}

/// What a year that is named holds.
fn in_year(told: &Expression, year: i16) -> Option<Point> {
    let month = told.whole("month").and_then(|month| i8::try_from(month).ok());
    let day = told.whole("day").and_then(|day| i8::try_from(day).ok());
    let nth = told.whole("nth");
    Some(match (month, day) {
        (Some(month), Some(day)) => {
            let first = Date::new(year, month, day).ok()?;
            match told.whole("until_day").and_then(|until| Date::new(year, month, i8::try_from(until).ok()?).ok()) {
                Some(until) => Point::Written(format!("{first}/{until}")),
                None => Point::Day(first),
            }
        }
        (Some(month), None) => match (nth, told.whole("weekday")) {
            (Some(nth), Some(weekday)) => {
                Point::Day(calendar::nth_in_month(year, month, i8::try_from(weekday).ok()?, nth)?)
            }
            _ => Point::Month(year, month),
        },
        (None, _) => {
            if let Some(quarter) = told.whole("quarter") {
                Point::Quarter(year, quarter)
            } else if let Some(half) = told.whole("half") {
                Point::Half(year, half)
            } else if let Some(season) = told.text("season") {
                Point::Season(year, season)
            } else if let (Some(nth), Some("W")) = (nth, told.meaning("unit")) {
                Point::Week(year, i8::try_from(nth).ok()?)
            } else {
                Point::Year(year)
            }
        }
    })
}

/// So long before or after the day of the article, or after the date told before.
fn moved(told: &Expression, setting: Setting<'_>) -> Option<Point> {
    let direction: i64 = told.meaning("direction")?.parse().ok()?;
    let words = told.part("moved").unwrap_or(&told.words);
    let mut day = base(told, setting)?;
    let mut from = 0;
    let mut finest: Option<(&str, i32)> = None;
    for (at, word) in words.iter().enumerate() {
        let Some(unit) = word.meaning("unit") else { continue };
        let size = size_of(word);
        let before = &words[from..at];
        let is_vague = before.iter().chain([word]).any(|word| word.meaning("count") == Some("X"));
        let count = match number::read(before) {
            Some(count) => count * f64::from(size),
            None if is_vague => {
                return Some(Point::Written(if direction < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned()));
            }
            None => f64::from(size),
        };
        // *a year and a half ago*: halves are counted in the unit below.
        let (unit, count) = if count.fract() == 0.0 { (unit, count) } else { finer(unit, count) };
        day = calendar::moved(day, unit, direction * count.round() as i64)?;
        finest = Some((unit, if size >= 10 { size } else { 1 }));
        from = at + 1;
    }
    let (unit, size) = finest?;
    let size = if unit == "Y" && from == words.len() && number::read(words).is_none() { size } else { 1 };
    if unit.starts_with('T') { Some(Point::Day(day)) } else { Point::around(day, unit, size) }
}

fn finer(unit: &str, count: f64) -> (&str, f64) {
    match unit {
        "Y" => ("M", count * 12.0),
        "M" => ("D", count * 30.0),
        "W" => ("D", count * 7.0),
        _ => (unit, count),
    }
}

fn size_of(word: &Word) -> i32 {
    word.meaning("size").and_then(|size| size.parse().ok()).unwrap_or(1)
}

/// The day from which an expression counts: that of the article, or where it points back, the one told before.
fn base(told: &Expression, setting: Setting<'_>) -> Option<Date> {
    let back = told.meaning("anchor").and(setting.before).and_then(first_day);
    back.or(setting.today)
}

/// The first day of a value.
fn first_day(value: &str) -> Option<Date> {
    let mut parts = value.get(..value.len().min(10))?.split('-');
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

/// *last*, *this* and *next* with what they say it of.
fn shifted(told: &Expression, shift: i64, setting: Setting<'_>) -> Option<Point> {
    let unit_word = told.words.iter().find(|word| word.meaning("unit").is_some());
    let unit = unit_word.and_then(|word| word.meaning("unit"));
    let Some(today) = base(told, setting) else { return undated(told) };
    let weekday = told.whole("weekday").and_then(|weekday| i8::try_from(weekday).ok());
    let month = told.whole("month").and_then(|month| i8::try_from(month).ok());
    let year = today.year() + i16::try_from(shift).ok()?;
    match (month, weekday, unit) {
        (Some(_), _, Some("Y")) => in_year(told, year),
        (Some(month), ..) => {
            let now = today.month();
            let year = today.year() + i16::from(shift > 0 && month <= now) - i16::from(shift < 0 && month >= now);
            in_year(told, year)
        }
        (None, Some(weekday), Some("W")) => {
            calendar::in_week(calendar::moved(today, "W", shift)?, weekday).map(Point::Day)
        }
        (None, Some(weekday), Some("M")) => {
            let of = calendar::moved(today, "M", shift)?;
            calendar::nth_in_month(of.year(), of.month(), weekday, told.whole("nth")?).map(Point::Day)
        }
        (None, Some(weekday), _) => {
            let day = match shift {
                0 => calendar::in_week(today, weekday)?,
                _ => calendar::nearest(calendar::moved(today, "D", shift.signum())?, weekday, shift < 0)?,
            };
            Some(Point::Day(day))
        }
        (None, None, unit) => {
            let has = |name: &str| told.text(name).is_some();
            if has("quarter") || has("half") || has("season") {
                return if unit == Some("Y") { in_year(told, year) } else { in_season(told, shift, today) };
            }
            if let (Some(day), Some("M")) = (told.whole("day"), unit) {
                let of = calendar::moved(today, "M", shift)?;
                return Date::new(of.year(), of.month(), i8::try_from(day).ok()?).ok().map(Point::Day);
            }
            span_from(today, unit.unwrap_or("D"), unit_word.map_or(1, size_of), shift, setting.tense)
        }
    }
}

/// The span of a unit, so many of them away.
fn span_from(today: Date, unit: &str, size: i32, shift: i64, tense: Option<Tense>) -> Option<Point> {
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

/// *last summer*: a season or part of a year, by the order in which they come.
fn in_season(told: &Expression, shift: i64, today: Date) -> Option<Point> {
    let starts: i8 = match (told.text("season").as_deref(), told.whole("quarter"), told.whole("half")) {
        (Some("SP"), ..) => 3,
        (Some("SU"), ..) => 6,
        (Some("FA"), ..) => 9,
        (Some("WI"), ..) => 12,
        (_, Some(quarter), _) => i8::try_from(quarter * 3 - 2).ok()?,
        (_, _, Some(half)) => i8::try_from(half * 6 - 5).ok()?,
        _ => return None,
    };
    let now = today.month();
    // A winter goes by the year in which it begins.
    let this = if starts == 12 && now <= 2 { today.year() - 1 } else { today.year() };
    let is_ahead = starts > now && this == today.year();
    let year = match shift {
        0 => this,
        _ if shift < 0 => this - i16::from(!is_ahead || starts == 12 && now <= 2),
        _ => this + i16::from(!is_ahead),
    };
    let year = if shift < 0 && is_ahead { this - 1 } else { year };
    in_year(told, year)
}

/// What has no year, or no more than a weekday: the nearest that the tense allows.
fn bare(told: &Expression, setting: Setting<'_>) -> Option<Point> {
    let weekday = told.whole("weekday").and_then(|weekday| i8::try_from(weekday).ok());
    let month = told.whole("month").and_then(|month| i8::try_from(month).ok());
    let day = told.whole("day").and_then(|day| i8::try_from(day).ok());
    let Some(today) = base(told, setting) else { return undated(told) };
    if let Some(month) = month {
        let point = calendar_day(month, day.unwrap_or(0), weekday.filter(|_| day.is_some()), setting)?;
        let year = match point {
            Point::Day(day) => day.year(),
            Point::Month(year, _) => year,
            _ => return None,
        };
        return in_year(told, year);
    }
    match (weekday, day) {
        (Some(weekday), Some(day)) => {
            let months = [0, -1, 1, -2, 2, -3, 3].into_iter().filter_map(|count| calendar::moved(today, "M", count));
            let days = months.filter_map(|month| Date::new(month.year(), month.month(), day).ok());
            days.into_iter().find(|day| calendar::number(*day) == weekday).map(Point::Day)
        }
        (Some(weekday), None) => {
            calendar::nearest(today, weekday, setting.tense != Some(Tense::Future)).map(Point::Day)
        }
        (None, Some(day)) => {
            let before = setting.tense != Some(Tense::Future);
            let of = match (before, day <= today.day()) {
                (true, true) | (false, false) => today,
                (true, false) => calendar::moved(today, "M", -1)?,
                (false, true) if day == today.day() => today,
                (false, true) => calendar::moved(today, "M", 1)?,
            };
            Date::new(of.year(), of.month(), day).ok().map(Point::Day)
        }
        (None, None) => {
            if told.text("quarter").is_some() || told.text("half").is_some() {
                let begun = in_season(told, 0, today)?;
                return match setting.tense {
                    Some(Tense::Future) => Some(begun),
                    _ => last_begun(told, today),
                };
            }
            if told.text("season").is_some() {
                return in_season(told, 0, today);
            }
            let word = told.words.iter().find(|word| word.meaning("unit").is_some())?;
            let tense = setting.tense.or(Some(Tense::Past));
            span_from(today, word.meaning("unit")?, size_of(word), 0, tense)
        }
    }
}

/// The last quarter or half of this number that has begun.
fn last_begun(told: &Expression, today: Date) -> Option<Point> {
    let starts = match (told.whole("quarter"), told.whole("half")) {
        (Some(quarter), _) => quarter * 3 - 2,
        (_, Some(half)) => half * 6 - 5,
        _ => return None,
    };
    in_year(told, today.year() - i16::from(starts > i64::from(today.month())))
}

/// A day (0: none) of a month in the year that the tense allows and that is near.
fn calendar_day(month: i8, day: i8, weekday: Option<i8>, setting: Setting<'_>) -> Option<Point> {
    let Some(today) = setting.today else {
        return Some(Point::Written(yearless(month.into(), Some(day.into()).filter(|day| *day > 0))));
    };
    let point = |date: Date| if day == 0 { Point::Month(date.year(), month) } else { Point::Day(date) };
    // Within a month as a whole every day is as near as today.
    let of = |year: i16| {
        Date::new(
            year,
            month,
            if day == 0 { if month == today.month() { today.day().min(28) } else { 15 } } else { day },
        )
        .ok()
    };
    let days = [-1, 0, 1].into_iter().filter_map(|count| of(today.year() + count));
    let candidates: Vec<Date> = match weekday {
        Some(weekday) => {
            let wide = (-4..=4).filter_map(|count| of(today.year() + count));
            let fitting: Vec<Date> = wide.filter(|day| calendar::number(*day) == weekday).collect();
            let nearest = fitting.iter().min_by_key(|day| away(today, **day).abs()).copied();
            return nearest.or_else(|| of(today.year())).map(point);
        }
        None => days.collect(),
    };
    let past = candidates.iter().copied().rfind(|day| away(today, *day) <= 0);
    let future = candidates.iter().copied().find(|day| away(today, *day) >= 0);
    let (Some(past), Some(future)) = (past, future) else { return past.or(future).map(point) };
    let (behind, ahead) = (-away(today, past), away(today, future));
    // What is eleven months away is told with its year, whatever the tense around it.
    let chosen = match setting.tense {
        Some(Tense::Future) if behind * 12 < ahead && behind > 0 => past,
        Some(Tense::Future) => future,
        Some(Tense::Past) if ahead * 12 < behind => future,
        None if ahead * 3 < behind => future,
        _ => past,
    };
    Some(point(chosen))
}

/// A month, or a day of it, of a year that nobody knows, which TIMEX3 writes `XXXX`.
fn yearless(month: i64, day: Option<i64>) -> String {
    day.map_or_else(|| format!("XXXX-{month:02}"), |day| format!("XXXX-{month:02}-{day:02}"))
}

/// Days from one day to another.
fn away(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// What is known where the article has no day.
fn undated(told: &Expression) -> Option<Point> {
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
