//! Years, decades and days that are written out, in digits or words.

use jiff::civil::Date;

use super::point::Point;
use super::{Expression, Setting, Word, near, number};

/// A year that is a part of a word: *mid-2011*.
pub(super) fn year_within(told: &Expression) -> Option<i16> {
    let mut years = told.words.iter().filter(|word| word.text.len() == 4).filter_map(|word| word.text.parse().ok());
    years.find(|year| (1000..2100).contains(year))
}

/// The year that words or digits name; one of two digits is no further than twenty years ahead.
pub(super) fn year(words: &[Word], setting: Setting<'_>) -> Option<i16> {
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

/// *the 1980s*, *the nineties*.
pub(super) fn decade(words: &[Word], setting: Setting<'_>) -> Option<Point> {
    let text: String = words.iter().map(|word| word.text.as_str()).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let year = match digits.parse::<i16>() {
        Ok(year) if year >= 100 => year,
        Ok(year) => within_a_century(year, setting),
        Err(_) => year(words, setting)?,
    };
    Some(Point::Decade(year / 10))
}

/// *2019-Sep-1*, *22/Jan/2019*: figures around the name of a month.
pub(super) fn around_month(words: &[Word], month: i8, setting: Setting<'_>) -> Option<Point> {
    let figures = words.iter().filter(|word| word.text.bytes().all(|byte| byte.is_ascii_digit()));
    let figures: Vec<i16> = figures.filter_map(|word| word.text.parse().ok()).collect();
    match *figures.as_slice() {
        [year] if year > 31 => Some(Point::Month(year, month)),
        [day] => near::day_of_month(month, i8::try_from(day).ok()?, setting),
        [year, day] | [day, year] if year > 31 => Date::new(year, month, i8::try_from(day).ok()?).ok().map(Point::Day),
        _ => None,
    }
}

/// `2006-03-25`, `3/25/06`, `25.3.2006`, `20060325`. Of two numbers that could each be the month the first is.
pub(super) fn in_digits(text: &str, setting: Setting<'_>) -> Option<Point> {
    let compact =
        (text.len() == 8 && text.is_ascii()).then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    let text = compact.as_deref().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(text);
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
            near::day_of_month(i8::try_from(month).ok()?, i8::try_from(of).ok()?, setting)
        }
        _ => None,
    }
}
