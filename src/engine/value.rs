//! Values of mentions: the words of a match with what lists say of them, handed
//! to the arithmetic of [`crate::analysis`].
//!
//! The article's dates are read in the order of the text, after the mentions of
//! their stratum have been settled: *two days later* counts from the date before.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{self, Expression, MEANINGS, Normaliser, Setting, Tense, Word, tokenize_phrase};
use crate::compile::{Label, Labels, references};
use crate::pack::{ListId, Reference, RuleId, RuleSet, TENSE, TypeId};
use crate::text::TokenSpan;

use super::lattice::{LiveMention, MentionIdx};
use super::matched::Matched;
use super::view::View;
use super::work::{Task, Work};

/// What lists mean to those who work out values, decided once for all articles.
#[derive(Debug, Default)]
pub(crate) struct Meanings {
    /// Each word that an entry of a list is, in lower case, with the lists and what they say of it.
    words: FxHashMap<Box<str>, Vec<(ListId, u32)>>,
    /// By rule that works out values: the lists that its patterns name.
    lists: FxHashMap<RuleId, FxHashSet<ListId>>,
    /// The label of words that show a tense.
    tense: Option<Label>,
}

impl Meanings {
    pub(crate) fn new(rules: &RuleSet) -> Self {
        let mut meanings = Self::default();
        for (number, rule) in rules.rules.iter().enumerate().filter(|(_, rule)| rule.normaliser.is_some()) {
            let lists = references(rules, rule).into_iter().filter_map(|reference| match reference {
                Reference::List(list) => Some(list),
                Reference::Type(_) | Reference::Pattern(_) => None,
            });
            meanings.lists.insert(RuleId(number as u32), lists.collect());
        }
        let named: FxHashSet<ListId> = meanings.lists.values().flatten().copied().collect();
        for (number, list) in rules.lists.iter().enumerate() {
            let id = ListId(number as u32);
            let means_something = list.columns.iter().any(|column| MEANINGS.contains(&&**column));
            if !means_something || !named.contains(&id) {
                continue;
            }
            for (entry, found) in list.entries.iter().enumerate().filter(|(_, entry)| is_word(&entry.text)) {
                let known: &mut Vec<_> = meanings.words.entry(found.text.to_lowercase().into()).or_default();
                known.push((id, entry as u32));
            }
        }
        let tense =
            (0..rules.types.len()).find(|id| rules.types[*id].pack.is_none() && &*rules.types[*id].name == TENSE);
        meanings.tense = tense.map(|id| Labels::of_type(TypeId(id as u32)));
        meanings
    }

    /// What the lists of a rule say of a word or part of one.
    fn of(&self, rules: &RuleSet, rule: RuleId, word: &str) -> Vec<(Arc<str>, Arc<str>)> {
        let (Some(known), Some(lists)) = (self.words.get(&*word.to_lowercase()), self.lists.get(&rule)) else {
            return Vec::new();
        };
        let own = known.iter().filter(|(list, _)| lists.contains(list));
        own.flat_map(|&(list, entry)| {
            let list = &rules.lists[list.0 as usize];
            let values = list.columns.iter().zip(&list.entries[entry as usize].values);
            values.filter_map(|(name, value)| Some((Arc::clone(name), Arc::clone(value.as_ref()?))))
        })
        .collect()
    }
}

fn is_word(text: &str) -> bool {
    !text.contains([' ', '-']) && tokenize_phrase(text).len() == 1
}

/// Gives new mentions that stay their values, in the order of the text.
pub(crate) fn normalise(work: &mut Work, task: Task<'_>, mut new: Vec<(MentionIdx, &Matched)>) {
    if new.is_empty() {
        return;
    }
    new.sort_by_key(|(mention, _)| (work.lattice.mention(*mention).tokens, *mention));
    let rules = &task.engine.program.rules;
    let mut before = Told::default();
    for (index, matched) in new {
        let mention = work.lattice.mention(index);
        let rule = &rules.rules[matched.rule.0 as usize];
        let Some(normaliser) = rule.normaliser.filter(|_| mention.stays) else { continue };
        let view = work.view(task);
        let told = expression(view, &task.engine.meanings, matched, mention.tokens);
        let setting = if normaliser.wants_setting() {
            let tense = tense(view, &task.engine.meanings, mention.tokens, matched.sentence);
            before.setting(task.article.date, tense, matched.sentence)
        } else {
            Setting::default()
        };
        let values = analysis::normalise(normaliser, &told, setting);
        if normaliser == Normaliser::Date
            && let Some((_, value)) = values.iter().find(|(name, _)| *name == "value")
        {
            before.take(&told, value, matched.sentence);
        }
        let mention = &mut work.lattice.mentions[index as usize];
        for (name, value) in values {
            // What the rule itself sets goes before.
            if !mention.attributes.iter().any(|(known, _)| **known == *name) {
                mention.attributes.push((name.into(), value.into()));
            }
        }
        mention.attributes.sort();
    }
}

/// The dates told so far, each with its sentence.
#[derive(Default)]
struct Told {
    last: Option<(String, u32)>,
    quarter: Option<(String, u32)>,
}

impl Told {
    fn setting(&self, today: Option<Date>, tense: Option<Tense>, sentence: u32) -> Setting<'_> {
        let before = self.last.as_ref().map(|(value, _)| value.as_str());
        let in_sentence = self.last.as_ref().filter(|(_, of)| *of == sentence).and(before);
        let quarter = self.quarter.as_ref().map(|(value, of)| (value.as_str(), sentence.saturating_sub(*of)));
        Setting { today, tense, before, in_sentence, quarter }
    }

    fn take(&mut self, told: &Expression, value: &str, sentence: u32) {
        if !value.starts_with(|first: char| first.is_ascii_digit()) || told.is_compared() {
            return;
        }
        if value.contains("-Q") && !told.looks_back() {
            self.quarter = Some((value.to_owned(), sentence));
        }
        self.last = Some((value.to_owned(), sentence));
    }
}

/// The words of a match: each hit is one, other tokens are, and parts of tokens
/// that are put together (*27-year-old*, *1.13bn*).
fn expression(view: View<'_>, meanings: &Meanings, matched: &Matched, own: TokenSpan) -> Expression {
    let rules = &view.program.rules;
    let mut told = Expression::default();
    let mut word_of: Vec<usize> = Vec::new();
    let mut stepped = matched.stepped.iter().map(|&index| view.lattice.mention(index)).peekable();
    let mut token = matched.tokens.start;
    while token < matched.tokens.end {
        while stepped.next_if(|hit| hit.tokens.start < token).is_some() {}
        let hit = stepped.next_if(|hit| hit.tokens.start == token);
        let end = hit.map_or(token + 1, |hit| hit.tokens.end.min(matched.tokens.end).max(token + 1));
        word_of.extend((token..end).map(|_| told.words.len()));
        match hit {
            Some(hit) => told.words.push(word(view, hit)),
            None => parts(view.document.span(TokenSpan::new(token, end)).slice(view.text), |part| {
                told.words.push(Word { text: part.to_owned(), means: meanings.of(rules, matched.rule, part) });
            }),
        }
        token = end;
    }
    word_of.push(told.words.len());
    let place = |token: u32| word_of.get((token - matched.tokens.start) as usize).copied().unwrap_or(told.words.len());
    let captures = matched.captures.iter().filter_map(|captured| {
        let name = captured.name.strip_prefix('_')?;
        Some((name.to_owned(), place(captured.tokens.start)..place(captured.tokens.end)))
    });
    told.captures = captures.collect();
    // What a mention is by itself is counted in its own words; words around it only mean something.
    if own != matched.tokens && !told.captures.iter().any(|(name, _)| name == "amount") {
        told.captures.push(("amount".to_owned(), place(own.start)..place(own.end)));
    }
    told
}

/// A hit or mention that was stepped over, with its meaning.
fn word(view: View<'_>, hit: &LiveMention) -> Word {
    let known = hit.all_attributes(&view.program.rules).into_iter();
    let means = known.filter(|(name, _)| MEANINGS.contains(&&**name)).collect();
    Word { text: hit.span.slice(view.text).to_owned(), means }
}

/// The parts of a token: what stands between hyphens, and digits apart from letters.
fn parts(token: &str, mut each: impl FnMut(&str)) {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | ':');
    // *1e10* is a number as it stands.
    if token.starts_with(|c: char| c.is_ascii_digit()) && token.parse::<f64>().is_ok() {
        return each(token);
    }
    if !token.contains(|c: char| c.is_alphabetic()) || !token.contains(|c: char| c.is_ascii_digit() || c == '-') {
        return each(token);
    }
    for piece in token.split(['-', '‐', '‑', '–']).filter(|piece| !piece.is_empty()) {
        let mut start = 0;
        let mut last: Option<char> = None;
        for (at, c) in piece.char_indices() {
            if last
                .is_some_and(|last| is_digit(last) && c.is_alphabetic() || last.is_alphabetic() && c.is_ascii_digit())
            {
                each(&piece[start..at]);
                start = at;
            }
            last = Some(c);
        }
        each(&piece[start..]);
    }
}

/// What stands right before the date that it bounds, and shows nothing of any other.
const BOUND: &str = "bound";

/// The most tokens that such a word has.
const REACH: usize = 3;

/// The tense that the nearest word before an expression shows, else the nearest behind it.
fn tense(view: View<'_>, meanings: &Meanings, tokens: TokenSpan, sentence: u32) -> Option<Tense> {
    let label = meanings.tense?;
    let within = view.document.sentence(sentence).tokens;
    let rules = &view.program.rules;
    let shown = |token: u32| {
        let starting = view.lattice.starting(token + sentence).iter().map(|&index| view.lattice.mention(index));
        let mut known = starting.filter(|mention| mention.label == label);
        known.find_map(|mention| Some((mention.tokens.end, mention.attribute(rules, "value")?)))
    };
    let tense = |token: u32| shown(token).map(|(_, value)| value).filter(|value| *value != BOUND);
    let is_bound = |token: u32| shown(token) == Some((tokens.start, BOUND));
    if (within.start..tokens.start.max(within.start)).rev().take(REACH).any(is_bound) {
        return Some(Tense::Bound);
    }
    let before = (within.start..tokens.start.max(within.start)).rev().find_map(tense);
    match before.or_else(|| (tokens.end..within.end).find_map(tense))? {
        "past" => Some(Tense::Past),
        "future" => Some(Tense::Future),
        _ => None,
    }
}
