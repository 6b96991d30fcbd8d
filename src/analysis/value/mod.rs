//! Values of expressions: what *two and a half million*, *last Friday* or *for
//! three years* comes to.
//!
//! The words of an expression are found by rules and lists, which also say what
//! each word means: *Friday* is weekday 5, *last* a shift of -1, *million* a
//! factor. What rules and lists cannot say is arithmetic, and that is all that
//! lives here: numbers from words, and the calendar. No word of any language
//! stands in this room, and nothing here knows of rules.
//!
//! Values of time follow TIMEX3 (ISO 8601 where that suffices): Saurí et al.,
//! *`TimeML` Annotation Guidelines*, 2006.

mod calendar;
mod clock;
mod date;
mod distance;
mod duration;
mod expression;
mod frequency;
mod near;
mod number;
mod period;
mod point;
mod relative;
#[cfg(test)]
mod tests;
mod written;

use jiff::civil::Date;

pub(crate) use expression::{Expression, MEANINGS, Word};

/// How the value of an expression is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Normaliser {
    /// A number, with its currency or unit.
    Number,
    /// A point or span in time, or a time of day.
    Date,
    /// A length of time.
    Duration,
    /// What happens again and again: TIMEX3's SET.
    Frequency,
    /// From one date to another.
    Period,
}

impl Normaliser {
    /// All of them, with the names that rules call them by.
    pub(crate) const NAMES: [(&'static str, Self); 5] = [
        ("number", Self::Number),
        ("date", Self::Date),
        ("duration", Self::Duration),
        ("frequency", Self::Frequency),
        ("period", Self::Period),
    ];

    /// The normaliser that rules call by a name.
    ///
    /// ```
    /// use nutgraf::analysis::Normaliser;
    ///
    /// assert_eq!(Normaliser::named("date"), Some(Normaliser::Date));
    /// assert_eq!(Normaliser::named("dates"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, normaliser)| *normaliser)
    }

    /// The name by which rules call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Frequency => "frequency",
            Self::Period => "period",
        }
    }

    /// What it may be told by a capture: `_month` for `month`.
    pub fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Number => &["amount", "until", "hundredths", "twelfths", "over", "power"],
            Self::Date => &date::PARTS,
            Self::Duration => &["amount", "until"],
            Self::Frequency => &frequency::PARTS,
            Self::Period => &["start", "end", "start_clock", "end_clock", "day", "length"],
        }
    }

    /// Whether the day of the article and the tense of the sentence matter.
    pub(crate) fn wants_setting(self) -> bool {
        self == Self::Date
    }
}

/// Whether what is told has happened by the day of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
    /// A bound of what is told, *by June*: of the last and the next the nearer.
    Bound,
}

/// What stands around an expression.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Setting<'a> {
    /// The day of the article.
    pub(crate) today: Option<Date>,
    /// The tense in which the sentence tells it, where a word shows it.
    pub(crate) tense: Option<Tense>,
    /// The value of the date before this one, of which *that day* or *two days later* speaks.
    pub(crate) before: Option<&'a str>,
    /// The same, where it stands in the same sentence.
    pub(crate) in_sentence: Option<&'a str>,
    /// The quarter of a year told last, and how many sentences ago.
    pub(crate) quarter: Option<(&'a str, u32)>,
}

/// The attributes that an expression comes to, by name; none where it comes to nothing.
pub(crate) fn normalise(
    normaliser: Normaliser,
    told: &Expression,
    setting: Setting<'_>,
) -> Vec<(&'static str, String)> {
    let mut found = match normaliser {
        Normaliser::Number => number::resolve(told),
        Normaliser::Date => date::resolve(told, setting),
        Normaliser::Duration => duration::resolve(told),
        Normaliser::Frequency => frequency::resolve(told),
        Normaliser::Period => period::resolve(told),
    };
    if !found.is_empty() {
        let copied = ["approx", "mod", "currency", "unit"].into_iter().filter(|name| {
            // The unit of a time is a part of its value.
            *name != "unit" || normaliser == Normaliser::Number
        });
        found.extend(copied.filter_map(|name| Some((name, told.meaning(name)?.to_owned()))));
    }
    found
}
