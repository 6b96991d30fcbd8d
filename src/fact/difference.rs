//! What two readings of one article have and have not in common.

use super::{Fact, Filler};

/// A fact that one reading has and the other has not, or has otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Only the first reading has it.
    Lost(Fact),
    /// Only the second reading has it.
    Gained(Fact),
    /// Both tell something of the same words, and not the same.
    Changed {
        /// The fact of the first reading.
        before: Fact,
        /// The fact of the second.
        after: Fact,
    },
}

impl Difference {
    /// The fact, as it is now where there are two.
    pub fn fact(&self) -> &Fact {
        match self {
            Self::Lost(fact) | Self::Gained(fact) | Self::Changed { after: fact, .. } => fact,
        }
    }
}

/// How two readings of one article differ, by place. Which rule found a fact,
/// and how often it is told, makes no difference. A fact counts as changed
/// where both readings have one of the same type over overlapping words; those
/// that share most fillers are paired.
///
/// ```
/// use nutgraf::fact::{Difference, differences};
/// use nutgraf::{Article, Engine, Options, Pack};
///
/// let read = |pattern: &str| {
///     let rules = format!("[type.Hit]\nroles = {{ what = 'text' }}\n[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = '{pattern}'");
///     let pack = Pack::from_toml("p", &rules);
///     let engine = Engine::from_rules(pack.rules().clone(), Options::default());
///     engine.session().extract(&Article::new("a", "one two three"))
/// };
/// let (narrow, wide, other) = (read("(what: \"one\")"), read("(what: \"one\" \"two\")"), read("(what: \"three\")"));
/// assert!(differences(&narrow, &narrow).is_empty());
/// assert!(matches!(differences(&narrow, &wide)[..], [Difference::Changed { .. }]));
/// assert!(matches!(differences(&narrow, &other)[..], [Difference::Lost(_), Difference::Gained(_)]));
/// ```
pub fn differences(before: &[Fact], after: &[Fact]) -> Vec<Difference> {
    let mut lost: Vec<&Fact> = before.iter().collect();
    let mut gained: Vec<&Fact> = Vec::new();
    for fact in after {
        match lost.iter().position(|known| is_same(known, fact)) {
            Some(place) => {
                lost.remove(place);
            }
            None => gained.push(fact),
        }
    }
    let mut found: Vec<Difference> = Vec::new();
    for fact in lost {
        let rivals = gained.iter().enumerate().filter(|(_, other)| may_be_same(fact, other));
        // Of equals the first: `max_by_key` would take the last.
        let nearest = rivals.rev().max_by_key(|(_, other)| shared(fact, other)).map(|(place, _)| place);
        found.push(match nearest {
            Some(place) => Difference::Changed { before: fact.clone(), after: gained.remove(place).clone() },
            None => Difference::Lost(fact.clone()),
        });
    }
    found.extend(gained.into_iter().map(|fact| Difference::Gained(fact.clone())));
    found.sort_by_key(|difference| difference.fact().evidence.first().map(|told| told.span));
    found
}

fn is_same(one: &Fact, other: &Fact) -> bool {
    one.type_name == other.type_name && one.attributes == other.attributes && overlap(one, other) && {
        let roles = one.roles.iter().zip(&other.roles);
        one.roles.len() == other.roles.len()
            && roles
                .into_iter()
                .all(|(one, other)| one.name == other.name && values(&one.fillers).eq(values(&other.fillers)))
    }
}

fn values(fillers: &[Filler]) -> impl Iterator<Item = (&str, Option<&str>)> {
    fillers.iter().map(|filler| (filler.text.as_str(), filler.entity.as_deref()))
}

fn may_be_same(one: &Fact, other: &Fact) -> bool {
    one.type_name == other.type_name && overlap(one, other)
}

fn overlap(one: &Fact, other: &Fact) -> bool {
    let overlaps = |told: &super::Evidence| {
        other.evidence.iter().any(|known| told.span.start < known.span.end && known.span.start < told.span.end)
    };
    one.evidence.iter().any(overlaps)
}

/// How many fillers two facts share.
fn shared(one: &Fact, other: &Fact) -> usize {
    let has = |name: &str, filler: &Filler| {
        let same = |known: &Filler| known.text == filler.text;
        other.roles.iter().any(|role| *role.name == *name && role.fillers.iter().any(same))
    };
    one.roles.iter().map(|role| role.fillers.iter().filter(|filler| has(&role.name, filler)).count()).sum()
}
