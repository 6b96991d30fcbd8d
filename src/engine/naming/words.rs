//! The fullest form of a name: by its last words, its first words, its acronym.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis;
use crate::engine::lattice::{LiveMention, MentionIdx};
use crate::engine::view::View;
use crate::pack::{AliasBy, AliasDef};
use crate::text::TokenSpan;

use super::{AliasIdx, Naming, agree};

/// How many names of the same word are looked at before a mention, and as many behind
/// it: an article that repeats a name without end takes time in its length alone.
const MOST_BEARERS: usize = 100;

/// A name that a mention is a form of, and the alias that says so.
type Fullest = (MentionIdx, Option<AliasIdx>);

/// The names of an article, and what stands for each.
pub(super) struct Full<'a> {
    view: View<'a>,
    naming: &'a Naming,
    /// By alias: the names of several words by what stands for them, in small letters, in their order.
    shorts: Vec<BTreeMap<String, Vec<MentionIdx>>>,
    /// By a name's words in small letters: how it is written.
    written: BTreeMap<String, Arc<str>>,
    /// The fullest names that are found already.
    fullest: RefCell<FxHashMap<MentionIdx, Fullest>>,
}

impl<'a> Full<'a> {
    pub(super) fn new(view: View<'a>, naming: &'a Naming) -> Self {
        let mut full = Self {
            view,
            naming,
            shorts: vec![BTreeMap::new(); view.program.rules.aliases.len()],
            written: BTreeMap::new(),
            fullest: RefCell::default(),
        };
        let mut names: Vec<MentionIdx> = (0..view.lattice.mentions.len() as u32)
            .filter(|&index| view.lattice.mention(index).stays && naming.is_name(view, view.lattice.mention(index)))
            .collect();
        names.sort_by_key(|&index| view.lattice.mention(index).tokens);
        for index in names {
            full.add(index);
        }
        full
    }

    fn add(&mut self, index: MentionIdx) {
        let mention = self.view.lattice.mention(index);
        let text = mention.span.slice(self.view.text);
        let written = self.written.entry(text.to_lowercase()).or_insert_with(|| text.into());
        // A headline in capitals is not how a name is written.
        if analysis::is_upper(written) && !analysis::is_upper(text) {
            *written = text.into();
        }
        if mention.tokens.len() < 2 {
            return;
        }
        for (number, alias) in self.view.program.rules.aliases.iter().enumerate() {
            if !is_by_words(alias.by) || !self.naming.is_target(self.view, number as u32, mention) {
                continue;
            }
            for short in shorts(self.view, alias, mention) {
                self.shorts[number].entry(short.to_lowercase()).or_default().push(index);
            }
        }
    }

    /// The entity of a name: what a list or rule says, else its words.
    pub(super) fn entity(&self, index: MentionIdx) -> Arc<str> {
        let mention = self.view.lattice.mention(index);
        if let Some(entity) = mention.attribute(&self.view.program.rules, "entity") {
            return entity.into();
        }
        let text = mention.span.slice(self.view.text);
        self.written.get(&text.to_lowercase()).map_or_else(|| text.into(), Arc::clone)
    }

    /// The fullest name that a mention is a form of, and the alias that says so; else itself.
    pub(super) fn of(&self, index: MentionIdx) -> Fullest {
        if let Some(&known) = self.fullest.borrow().get(&index) {
            return known;
        }
        // Each name is longer than the one before it, so this ends.
        let found = match self.longer(index) {
            Some((name, alias)) => (self.of(name).0, Some(alias)),
            None => (index, None),
        };
        self.fullest.borrow_mut().insert(index, found);
        found
    }

    /// A longer name that a mention is a form of.
    fn longer(&self, index: MentionIdx) -> Option<(MentionIdx, AliasIdx)> {
        let mention = self.view.lattice.mention(index);
        let kind = self.naming.kind(self.view, mention)?;
        let is_known = mention.attribute(&self.view.program.rules, "entity").is_some();
        kind.words.iter().find_map(|&number| {
            let alias = &self.view.program.rules.aliases[number as usize];
            if is_known && alias.by != AliasBy::Acronym {
                return None;
            }
            Some((self.bearer(number, alias, mention)?, number))
        })
    }

    /// The name that a mention stands for by one alias: the last before it, else the first behind it; of
    /// several people of a surname see `most_named`.
    fn bearer(&self, number: AliasIdx, alias: &AliasDef, mention: &LiveMention) -> Option<MentionIdx> {
        let keys = keys(self.view, alias, mention.tokens);
        let fits = |&index: &MentionIdx| {
            let name = self.view.lattice.mention(index);
            name.tokens.len() > mention.tokens.len()
                && has_words(self.view, alias, name.tokens, mention.tokens)
                && agree(self.view, alias, mention, name, |_| None)
        };
        let known = keys.iter().find_map(|key| self.shorts[number as usize].get(&key.to_lowercase()))?;
        let is_before = |index: &MentionIdx| self.view.lattice.mention(*index).tokens.start < mention.tokens.start;
        let at = known.partition_point(is_before);
        let near = &known[at.saturating_sub(MOST_BEARERS)..(at + MOST_BEARERS).min(known.len())];
        let mut bearers: Vec<MentionIdx> = near.iter().copied().filter(fits).collect();
        // `Trump` is Donald Trump before it is a part of *Donald Trump Plays*.
        let ends = |index: &MentionIdx| {
            let own = self::keys(self.view, alias, self.view.lattice.mention(*index).tokens);
            own.iter().any(|key| keys.contains(key))
        };
        if alias.parts.is_some() && bearers.iter().any(ends) {
            bearers.retain(ends);
        }
        if alias.only {
            let mut entities = bearers.iter().map(|&index| self.entity(self.of(index).0));
            let first = entities.next()?;
            return entities.all(|entity| entity == first).then(|| bearers[0]);
        }
        if alias.by == AliasBy::FirstAndLastWord {
            let length = |&index: &MentionIdx| std::cmp::Reverse(self.view.lattice.mention(index).tokens.len());
            return bearers.into_iter().min_by_key(length);
        }
        let nearest = bearers.iter().rev().find(|&index| is_before(index)).or(bearers.first()).copied()?;
        if alias.by == AliasBy::LastWord { Some(self.most_named(&bearers, nearest, mention)) } else { Some(nearest) }
    }

    /// Of several who bear a surname the one who was named in full just now, else most often in the article.
    fn most_named(&self, bearers: &[MentionIdx], nearest: MentionIdx, mention: &LiveMention) -> MentionIdx {
        let name = |index: MentionIdx| self.view.lattice.mention(index);
        let text = |index: MentionIdx| name(index).span.slice(self.view.text);
        let sentence = |name: &LiveMention| self.view.document.sentence_of[name.tokens.start as usize];
        let is_near = sentence(mention).abs_diff(sentence(name(nearest))) <= 1;
        if is_near || bearers.iter().all(|&index| text(index) == text(nearest)) {
            return nearest;
        }
        let mut counts: BTreeMap<Arc<str>, usize> = BTreeMap::new();
        let entities: Vec<Arc<str>> = bearers.iter().map(|&index| self.entity(self.of(index).0)).collect();
        entities.iter().for_each(|entity| *counts.entry(Arc::clone(entity)).or_default() += 1);
        let own = self.entity(self.of(nearest).0);
        let most = counts.values().copied().max().unwrap_or_default();
        if counts.get(&own) == Some(&most) {
            return nearest;
        }
        let found = bearers.iter().zip(&entities).find(|(_, entity)| counts[*entity] == most);
        found.map_or(nearest, |(&index, _)| index)
    }
}

/// Whether an alias compares words.
pub(super) fn is_by_words(by: AliasBy) -> bool {
    matches!(
        by,
        AliasBy::LastWord | AliasBy::FirstWords | AliasBy::FirstWord | AliasBy::FirstAndLastWord | AliasBy::Acronym
    )
}

/// The single words that may stand for a name of several, or begin or end what does.
pub(super) fn shorts(view: View<'_>, alias: &AliasDef, name: &LiveMention) -> Vec<String> {
    let mut found = match alias.by {
        AliasBy::Acronym => acronym(view, name.tokens, name.span.slice(view.text)).into_iter().collect(),
        _ => keys(view, alias, name.tokens),
    };
    let parts = alias.parts.as_ref().and_then(|attribute| name.attribute(&view.program.rules, attribute));
    for part in parts.into_iter().flat_map(str::split_whitespace) {
        let part = analysis::normalize(part).into_owned();
        if part.chars().count() > 2 && !is_skipped(alias, &part) {
            found.push(part);
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The words by which a form of a name is looked up.
fn keys(view: View<'_>, alias: &AliasDef, tokens: TokenSpan) -> Vec<String> {
    let mut words = tokens.range().map(|token| word(view, token as u32));
    match alias.by {
        AliasBy::FirstWord | AliasBy::FirstWords => words.find(|word| !is_skipped(alias, word)).into_iter().collect(),
        AliasBy::Acronym => words.next_back().into_iter().collect(),
        _ => {
            let Some(last) = words.rev().find(|word| !is_skipped(alias, word)) else { return Vec::new() };
            // `al-Assad` is `Assad` too.
            let bare = last.split_once('-').filter(|(article, _)| is_skipped(alias, article));
            let bare = bare.map(|(_, rest)| rest.to_owned());
            let mut found = vec![last.clone()];
            found.extend(bare);
            found.retain(|name| name.chars().count() > 1);
            found
        }
    }
}

fn is_skipped(alias: &AliasDef, word: &str) -> bool {
    let small = word.to_lowercase();
    alias.skip.binary_search_by(|known| (**known).cmp(small.as_str())).is_ok()
}

/// Whether a name has the words of its form where the alias wants them.
fn has_words(view: View<'_>, alias: &AliasDef, name: TokenSpan, short: TokenSpan) -> bool {
    if short.len() == 1 {
        return !matches!(alias.by, AliasBy::FirstAndLastWord | AliasBy::FirstWords);
    }
    let words = |tokens: TokenSpan| tokens.range().map(|token| word(view, token as u32).to_lowercase());
    match alias.by {
        AliasBy::FirstWords => words(name).zip(words(short)).all(|(one, other)| one == other),
        AliasBy::FirstAndLastWord => words(name).next() == words(short).next(),
        AliasBy::LastWord => words(name).rev().zip(words(short).rev()).all(|(one, other)| one == other),
        _ => false,
    }
}

/// The acronym that stands in brackets behind a name: `British Medical Association (BMA)`.
fn acronym(view: View<'_>, tokens: TokenSpan, text: &str) -> Option<String> {
    let open = tokens.end;
    if open + 2 >= view.document.forms.len() as u32 {
        return None;
    }
    let acronym = word(view, open + 1);
    let in_brackets = word(view, open) == "(" && word(view, open + 2) == ")";
    let is_acronym = acronym.chars().count() > 1 && acronym.chars().next() == text.chars().next();
    (in_brackets && is_acronym && analysis::is_upper(&acronym)).then_some(acronym)
}

/// A token's word, with straight apostrophes.
pub(super) fn word(view: View<'_>, token: u32) -> String {
    let span = view.document.segmentation.tokens[token as usize];
    analysis::normalize(span.slice(view.text)).into_owned()
}
