//! Names over an article: a surname takes the entity of the person named in
//! full, an acronym that of the organisation, *she* that of whom it stands for.
//!
//! What stands for what is said by the aliases of the rule set; here is only how
//! a name is found. First short forms that no rule has tagged become mentions
//! (`short`), then each mention of a name finds the fullest form of it (`words`),
//! then what stands for a name before it takes that one's entity (`before`).

mod before;
mod short;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::pack::{AliasBy, AliasDef, RuleSet, TypeId};

use super::lattice::{LiveMention, MentionIdx};
use super::view::View;

pub(crate) use short::short_names;

/// The number of an alias in its rule set.
pub(crate) type AliasIdx = u32;

/// What the aliases of a rule set say of its types.
#[derive(Debug, Default)]
pub(crate) struct Naming {
    /// By type.
    types: Vec<Kind>,
    /// By alias and type: whether mentions of the type may be stood for by it.
    of: Vec<Vec<bool>>,
    /// By type: whether something may stand for its mentions, which no alias names.
    strangers: Vec<bool>,
    /// By type: whether its names keep their words: those that only pronouns stand for leave them to short forms.
    claims: Vec<bool>,
}

/// What the aliases say of a type; each alias by its number, in the order in which they are tried.
#[derive(Debug, Clone, Default)]
struct Kind {
    /// The aliases by which its mentions name something by themselves.
    own: Vec<AliasIdx>,
    /// The aliases that join its mentions by their words.
    words: Vec<AliasIdx>,
    /// Those that join them to a mention of the same words.
    same: Vec<AliasIdx>,
    /// Those that join them to a name among their words.
    within: Vec<AliasIdx>,
    /// Those that join them to a name before; a mention that has one is no name.
    before: Vec<AliasIdx>,
}

impl Kind {
    /// Whether a mention names something by itself.
    fn is_name(&self, view: View<'_>, mention: &LiveMention) -> bool {
        let rules = &view.program.rules;
        self.own.iter().any(|&number| has_all(rules, &rules.aliases[number as usize], mention))
    }

    fn is_unnamed(&self) -> bool {
        self.own.is_empty() && self.words.is_empty() && self.same.is_empty() && self.before.is_empty()
    }
}

/// The entity that a mention takes, none of a stranger, and the alias by which it does; none where it names itself.
#[derive(Debug, Clone)]
pub(crate) struct Joined {
    pub(crate) mention: MentionIdx,
    pub(crate) entity: Option<Arc<str>>,
    pub(crate) alias: Option<AliasIdx>,
}

impl Naming {
    /// Sorts the aliases of a rule set by the types that they are about.
    pub(crate) fn new(rules: &RuleSet) -> Self {
        let mut naming = Self { types: vec![Kind::default(); rules.types.len()], ..Self::default() };
        let mut order: Vec<usize> = (0..rules.aliases.len()).collect();
        // Those that ask more go first: a title before a pronoun.
        order.sort_by_key(|&number| {
            let alias = &rules.aliases[number];
            (alias.by, std::cmp::Reverse(alias.equal.len()), number)
        });
        for number in order {
            naming.add(rules, number);
        }
        for alias in &rules.aliases {
            let mut of = vec![false; rules.types.len()];
            alias.of.iter().flat_map(|&id| rules.subtypes(id)).for_each(|id| of[id.0 as usize] = true);
            naming.of.push(of);
        }
        let is_known = |id: usize, wanted: &dyn Fn(&AliasDef) -> bool| {
            let mut aliases = rules.aliases.iter().zip(&naming.of);
            aliases.any(|(alias, of)| wanted(alias) && (of[id] || alias.over == Some(TypeId(id as u32))))
        };
        let ids = 0..rules.types.len();
        let is_before = |alias: &AliasDef| alias.by == AliasBy::NameBefore;
        naming.strangers = ids.clone().map(|id| naming.types[id].is_unnamed() && is_known(id, &is_before)).collect();
        let is_by_words = |alias: &AliasDef| words::is_by_words(alias.by);
        naming.claims = ids.map(|id| is_known(id, &is_by_words) || !is_known(id, &is_before)).collect();
        naming
    }

    fn add(&mut self, rules: &RuleSet, number: usize) {
        let alias = &rules.aliases[number];
        for TypeId(id) in rules.subtypes(alias.tag) {
            let kind = &mut self.types[id as usize];
            match alias.by {
                AliasBy::OwnWords => kind.own.push(number as u32),
                AliasBy::LastWord
                | AliasBy::FirstAndLastWord
                | AliasBy::FirstWords
                | AliasBy::FirstWord
                | AliasBy::Acronym => {
                    kind.words.push(number as u32);
                }
                AliasBy::SameWords => kind.same.push(number as u32),
                AliasBy::NameWithin => kind.within.push(number as u32),
                AliasBy::NameBefore => kind.before.push(number as u32),
            }
        }
    }

    /// Whether it matters what stands in quotations.
    pub(crate) fn asks_for_quotes(&self) -> bool {
        self.types.iter().any(|kind| !kind.before.is_empty())
    }

    fn kind(&self, view: View<'_>, mention: &LiveMention) -> Option<&Kind> {
        let TypeId(id) = view.program.labels.as_type(mention.label)?;
        self.types.get(id as usize)
    }

    /// Whether a mention names something by itself.
    fn is_name(&self, view: View<'_>, mention: &LiveMention) -> bool {
        self.kind(view, mention).is_some_and(|kind| kind.before.is_empty() && kind.is_name(view, mention))
    }

    /// Whether a mention is of someone who has no name, for whom something may stand all the same.
    fn is_stranger(&self, view: View<'_>, mention: &LiveMention) -> bool {
        let id = view.program.labels.as_type(mention.label);
        id.is_some_and(|TypeId(id)| self.strangers[id as usize])
    }

    /// Whether a mention is a name that keeps its words from being the short form of another.
    fn claims(&self, view: View<'_>, mention: &LiveMention) -> bool {
        let id = view.program.labels.as_type(mention.label);
        self.is_name(view, mention) && id.is_some_and(|TypeId(id)| self.claims[id as usize])
    }

    /// Whether an alias may join something to a mention.
    fn is_target(&self, view: View<'_>, alias: AliasIdx, mention: &LiveMention) -> bool {
        let id = view.program.labels.as_type(mention.label);
        id.is_some_and(|TypeId(id)| self.of[alias as usize][id as usize])
    }
}

/// What each mention stands for that names something or stands for a name.
pub(crate) fn entities(view: View<'_>, naming: &Naming) -> Vec<Joined> {
    let full = words::Full::new(view, naming);
    let mut found: BTreeMap<MentionIdx, Joined> = BTreeMap::new();
    let mut by_place: BTreeMap<(u32, u32), Vec<MentionIdx>> = BTreeMap::new();
    for (index, mention) in view.lattice.mentions.iter().enumerate().filter(|(_, mention)| mention.stays) {
        let Some(kind) = naming.kind(view, mention) else { continue };
        if !kind.before.is_empty() {
            continue;
        }
        let index = index as u32;
        let (name, alias) = full.of(index);
        if alias.is_some() || kind.is_name(view, mention) {
            found.insert(index, Joined { mention: index, entity: Some(full.entity(name)), alias });
            by_place.entry((mention.tokens.start, mention.tokens.end)).or_default().push(index);
        }
    }
    for (index, mention) in view.lattice.mentions.iter().enumerate().filter(|(_, mention)| mention.stays) {
        let Some(kind) = naming.kind(view, mention) else { continue };
        let tokens = (mention.tokens.start, mention.tokens.end);
        let same = kind.same.iter().map(|&alias| (alias, tokens..=tokens));
        let within = kind.within.iter().map(|&alias| (alias, (tokens.0, 0)..=(tokens.1, 0)));
        let joined = same.chain(within).find_map(|(alias, places)| {
            let named = by_place.range(places).filter(|((_, end), _)| *end <= tokens.1);
            let is_target = |&&other: &&MentionIdx| naming.is_target(view, alias, view.lattice.mention(other));
            let target = named.flat_map(|(_, names)| names).find(is_target)?;
            Some(Joined { mention: index as u32, entity: found[target].entity.clone(), alias: Some(alias) })
        });
        found.extend(joined.map(|joined| (index as u32, joined)));
    }
    let joined = before::joined(view, naming, found.values());
    found.into_values().chain(joined).collect()
}

/// The mentions that aliases make of what they join to a name before it.
pub(crate) fn marked(view: View<'_>, joined: &[Joined]) -> Vec<LiveMention> {
    let rules = &view.program.rules;
    let mark = |joined: &Joined| {
        let alias: &AliasDef = &rules.aliases[joined.alias? as usize];
        let label = crate::compile::Labels::of_type(alias.mark.filter(|_| alias.by == AliasBy::NameBefore)?);
        let mention = view.lattice.mention(joined.mention);
        let entity = Some(joined.entity.clone()?);
        Some(LiveMention { label, entity, alias: joined.alias, ..mention.clone() })
    };
    joined.iter().filter_map(mark).collect()
}

/// Whether a mention has the attributes that an alias wants.
fn has_all(rules: &RuleSet, alias: &AliasDef, mention: &LiveMention) -> bool {
    alias.with.iter().all(|(attribute, value)| mention.attribute(rules, attribute) == Some(value))
}

/// Whether two mentions have what an alias wants them to share; `known` tells
/// what is known elsewhere of the thing that the second names.
fn agree<'a>(
    view: View<'_>,
    alias: &AliasDef,
    short: &LiveMention,
    name: &LiveMention,
    known: impl Fn(&str) -> Option<&'a str>,
) -> bool {
    let rules = &view.program.rules;
    let equal = alias.equal.iter().all(|attribute| {
        let wanted = short.attribute(rules, attribute);
        wanted.is_some() && wanted == name.attribute(rules, attribute)
    });
    let agrees = |attribute: &Arc<str>| {
        let own = name.attribute(rules, attribute).or_else(|| known(attribute));
        short.attribute(rules, attribute).zip(own).is_none_or(|(one, other)| one == other)
    };
    equal && has_all(rules, alias, name) && alias.agree.iter().all(agrees)
}
