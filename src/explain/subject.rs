//! What a token or a mention is asked, and what it answers: the leaves of
//! every explanation.
//!
//! The engine asks compiled bits; here the same questions are asked of the
//! syntax tree, so that an answer can be told in the user's own words.

use super::memo::Memo;
use super::report::Check;
use crate::analysis::{fold, is_cap, is_digit, is_punct, is_upper, normalize, shape};
use crate::compile::{Comparison, WholeRegex, words};
use crate::engine::{MISSING, MentionIdx, Source, View};
use crate::pack::{ListMatch, PackId, Reference, RuleSet, TypeId};
use crate::pattern::{Atom, Condition, ConditionKind, Name, Operator, Value};
use crate::text::TokenSpan;

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// A token.
    Token(u32),
    /// A mention.
    Mention(MentionIdx),
}

/// An article that was read, and by token the mentions that stay and hold it.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) view: View<'a>,
    pub(super) over: &'a [Vec<MentionIdx>],
    pub(super) memo: &'a Memo,
}

impl<'a> std::ops::Deref for Scene<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

/// Who asks: the article, and the pack in whose namespace names are read.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    pub(super) view: Scene<'a>,
    pub(super) pack: PackId,
}

impl<'a> Asker<'a> {
    fn rules(&self) -> &'a RuleSet {
        &self.view.program.rules
    }

    /// The text of tokens; empty for none.
    pub(super) fn text_of(&self, tokens: TokenSpan) -> &'a str {
        if tokens.is_empty() { "" } else { self.view.document.span(tokens).slice(self.view.text) }
    }

    /// The text of who is asked.
    pub(super) fn text(&self, subject: Subject) -> &'a str {
        match subject {
            Subject::Token(token) => self.text_of(TokenSpan::new(token, token + 1)),
            Subject::Mention(mention) => self.view.lattice.mention(mention).span.slice(self.view.text),
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, subject: Subject, name: &str) -> Option<String> {
        let text = self.text(subject);
        match name {
            "text" => return Some(normalize(text).into_owned()),
            "lower" => return Some(fold(text)),
            "len" => return Some(text.chars().count().to_string()),
            "shape" => return Some(shape(text)),
            _ => {}
        }
        let document = self.view.document;
        match (subject, name) {
            (Subject::Mention(mention), _) => {
                self.view.lattice.mention(mention).attribute(self.rules(), name).map(str::to_owned)
            }
            (Subject::Token(token), "lemma") => {
                let lemma = *document.lemmas.get(token as usize)?;
                (lemma != MISSING).then(|| self.view.forms.lemma(lemma).text.to_string())
            }
            (Subject::Token(token), "pos") => {
                document.pos.get(token as usize)?;
                document.pos_name(token).map(str::to_owned)
            }
            (Subject::Token(token), "xpos") => document.xpos.get(token as usize)?.as_deref().map(str::to_owned),
            (Subject::Token(token), "dep") => document.relations.get(token as usize).map(ToString::to_string),
            _ => None,
        }
    }

    /// Whether a flag holds; none where there is no flag of this name for such a subject.
    pub(super) fn flag(&self, subject: Subject, name: &str) -> Option<bool> {
        let text = self.text(subject);
        match name {
            "cap" => return Some(is_cap(text)),
            "upper" => return Some(is_upper(text)),
            "digit" => return Some(is_digit(text)),
            "punct" => return Some(is_punct(text)),
            _ => {}
        }
        let Subject::Token(token) = subject else { return None };
        let document = self.view.document;
        let sentence = document.sentence(document.sentence_of[token as usize]);
        match name {
            "first" => Some(sentence.tokens.start == token),
            "title" => Some(sentence.title),
            "quoted" => Some(document.quoted.get(token as usize).copied().unwrap_or(false)),
            _ => None,
        }
    }

    /// One word of an atom, asked; what would pass if it does not hold.
    pub(super) fn word(&self, atom: &Atom, word: &str, subject: Subject) -> Option<Check> {
        let text = self.text(subject);
        let (attribute, holds, passes) = match atom {
            Atom::Word(_) => ("text", fold(text) == fold(word), format!("\"{word}\" in any case")),
            Atom::Exact(_) => ("text", normalize(text) == normalize(word), format!("'{word}' in exactly this case")),
            Atom::Lemma(_) => {
                let lemma = self.attribute(subject, "lemma").filter(|_| matches!(subject, Subject::Token(_)));
                ("lemma", lemma.is_some_and(|lemma| fold(&lemma) == fold(word)), word.to_owned())
            }
            Atom::Pos(tag) => ("pos", self.attribute(subject, "pos").as_deref() == Some(tag), tag.clone()),
            Atom::Regex { source, ignore_case } => {
                let regex = self.view.memo.regex(atom, || WholeRegex::new(source, *ignore_case).ok());
                ("text", regex.is_some_and(|regex| regex.is_match(text)), format!("a match of {atom}"))
            }
        };
        (!holds).then(|| self.check(subject, attribute, passes))
    }

    /// Whether a word of an atom holds, the first being word 0.
    pub(super) fn word_holds(&self, atom: &Atom, word: &str, number: u32, subject: Subject) -> bool {
        self.view.memo.holds(atom, number, subject, || self.word(atom, word, subject).is_none())
    }

    /// Whether a condition holds.
    pub(super) fn holds(&self, condition: &Condition, subject: Subject) -> bool {
        self.view.memo.holds(condition, 0, subject, || self.failing(condition, subject).is_empty())
    }

    fn atom(&self, atom: &Atom, subject: Subject) -> Option<Check> {
        match (atom, subject) {
            // A mention is compared whole; a token can only be one word.
            (Atom::Word(text) | Atom::Exact(text), Subject::Mention(_)) => self.word(atom, text, subject),
            (Atom::Word(text) | Atom::Exact(text) | Atom::Lemma(text), _) => match words(text).as_slice() {
                [word] => self.word(atom, word, subject),
                _ => Some(self.check(subject, "text", atom.to_string())),
            },
            _ => self.word(atom, "", subject),
        }
    }

    fn check(&self, subject: Subject, attribute: &str, passes: String) -> Check {
        Check { attribute: attribute.to_owned(), is: self.attribute(subject, attribute), passes }
    }

    /// A condition, asked: empty where it holds, else what fails in it.
    pub(super) fn failing(&self, condition: &Condition, subject: Subject) -> Vec<Check> {
        let one = |holds: bool, check: Check| if holds { Vec::new() } else { vec![check] };
        match &condition.kind {
            ConditionKind::All(parts) => parts.iter().flat_map(|part| self.failing(part, subject)).collect(),
            ConditionKind::Either(parts) => {
                let failing: Vec<Vec<Check>> = parts.iter().map(|part| self.failing(part, subject)).collect();
                if failing.iter().any(Vec::is_empty) { Vec::new() } else { failing.concat() }
            }
            ConditionKind::Not(part) => {
                let attribute = asked(part);
                let holds = !self.failing(part, subject).is_empty();
                let is = self.attribute(subject, &attribute).or_else(|| Some(self.text(subject).to_owned()));
                one(holds, Check { attribute, is, passes: format!("anything but {part}") })
            }
            ConditionKind::Token(atom) => self.atom(atom, subject).into_iter().collect(),
            ConditionKind::Any => Vec::new(),
            ConditionKind::Inside(name) => self.inside(name, subject).into_iter().collect(),
            ConditionKind::Has(name) => {
                let flag = self.flag(subject, &name.text);
                let holds = flag.unwrap_or_else(|| self.attribute(subject, &name.text).is_some());
                let is = flag.is_some().then(|| "no".to_owned());
                one(holds, Check { attribute: name.text.clone(), is, passes: "yes".to_owned() })
            }
            ConditionKind::Compare { attribute, operator, value } => {
                let is = self.attribute(subject, &attribute.text);
                let holds = is.as_deref().is_some_and(|is| Comparison::new(*operator, value).holds(is));
                let passes = match operator {
                    Operator::Equal => value.to_string(),
                    _ => format!("{operator} {value}"),
                };
                one(holds, Check { attribute: attribute.text.clone(), is, passes })
            }
            ConditionKind::InList { attribute, list } => {
                let is = self.attribute(subject, &attribute.text);
                let holds = is.as_deref().is_some_and(|is| self.is_listed(list, is));
                let passes = format!("an entry of @{}", list.text);
                one(holds, Check { attribute: attribute.text.clone(), is, passes })
            }
            ConditionKind::InValues { attribute, values } => {
                let is = self.attribute(subject, &attribute.text);
                let equals = |value: &Value, is: &str| Comparison::new(Operator::Equal, value).holds(is);
                let holds = is.as_deref().is_some_and(|is| values.iter().any(|value| equals(value, is)));
                let passes = values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ");
                one(holds, Check { attribute: attribute.text.clone(), is, passes })
            }
        }
    }

    fn is_listed(&self, name: &Name, value: &str) -> bool {
        let Some(Reference::List(id)) = self.rules().resolve(self.pack, &name.text) else { return false };
        let list = &self.rules().lists[id.0 as usize];
        let same = |entry: &str| {
            if list.matching == ListMatch::Exact {
                normalize(entry) == normalize(value)
            } else {
                fold(entry) == fold(value)
            }
        };
        list.entries.iter().any(|entry| same(&entry.text))
    }

    fn inside(&self, name: &Name, subject: Subject) -> Option<Check> {
        let passes = format!("inside @{}", name.text);
        let Subject::Token(token) = subject else {
            return Some(Check { attribute: "mention".into(), is: None, passes });
        };
        let reference = self.rules().resolve(self.pack, &name.text)?;
        let covering = self.covering(token);
        if covering.iter().any(|&mention| self.is_a(mention, reference)) {
            return None;
        }
        let is = covering.iter().map(|&mention| format!("@{}", self.type_name(mention))).collect::<Vec<_>>().join(" ");
        Some(Check { attribute: "mention".into(), is: Some(is).filter(|is| !is.is_empty()), passes })
    }

    /// The mentions that stay and hold a token.
    pub(super) fn covering(&self, token: u32) -> Vec<MentionIdx> {
        self.view.over[token as usize].clone()
    }

    /// Whether a mention is one of a type, or a hit of a list.
    pub(super) fn is_a(&self, mention: MentionIdx, reference: Reference) -> bool {
        let label = self.view.lattice.mention(mention).label;
        let labels = &self.view.program.labels;
        match reference {
            Reference::Type(id) => self.view.memo.is_a(label, reference, || {
                labels.as_type(label).is_some_and(|found| covers(self.rules(), id, found, MAX_NESTING))
            }),
            Reference::List(id) => label == labels.of_list(id),
            Reference::Pattern(_) => false,
        }
    }

    /// The type of a mention, or the list of which it is a hit.
    pub(super) fn type_name(&self, mention: MentionIdx) -> String {
        let mention = self.view.lattice.mention(mention);
        match (self.view.program.labels.as_type(mention.label), mention.source) {
            (Some(id), _) => self.rules().types[id.0 as usize].name.to_string(),
            (None, Source::List(id, _)) => self.rules().lists[id.0 as usize].name.to_string(),
            (None, _) => String::new(),
        }
    }

    /// Who made a mention: `pack/rule (file:line)`, with the entry of a list.
    pub(super) fn made_by(&self, mention: MentionIdx) -> String {
        let rules = self.rules();
        match self.view.lattice.mention(mention).source {
            Source::Engine => "the engine".to_owned(),
            Source::Rule(id) => {
                let rule = &rules.rules[id.0 as usize];
                let pack = &rules.packs[rule.pack.0 as usize].name;
                format!("rule {pack}/{} ({}:{})", rule.name, rule.at.file, rule.at.line)
            }
            Source::List(id, entry) => {
                let list = &rules.lists[id.0 as usize];
                let pack = &rules.packs[list.pack.0 as usize].name;
                let entry = &list.entries[entry as usize];
                format!("list {pack}/{}, entry `{}` ({}:{})", list.name, entry.text, entry.at.file, entry.at.line)
            }
        }
    }
}

/// How deep types may stand for one another; a circle is an error of the pack.
const MAX_NESTING: u32 = 16;

/// Whether a mention of one type counts as one of another.
fn covers(rules: &RuleSet, wanted: TypeId, found: TypeId, depth: u32) -> bool {
    let above =
        |from: TypeId| std::iter::successors(Some(from), |id| rules.types[id.0 as usize].is).take(MAX_NESTING as usize);
    if above(found).any(|id| id == wanted) {
        return true;
    }
    // Through an `any` of the type, or of one below it.
    let with_members = rules.types.iter().enumerate().filter(|(_, known)| !known.any.is_empty());
    depth > 0
        && with_members
            .filter(|(number, _)| above(TypeId(*number as u32)).any(|id| id == wanted))
            .any(|(_, known)| known.any.iter().any(|&member| covers(rules, member, found, depth - 1)))
}

/// The attribute that a condition asks first.
fn asked(condition: &Condition) -> String {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Either(parts) => asked(&parts[0]),
        ConditionKind::Not(part) => asked(part),
        ConditionKind::Token(Atom::Lemma(_)) => "lemma".to_owned(),
        ConditionKind::Token(Atom::Pos(_)) => "pos".to_owned(),
        ConditionKind::Token(_) | ConditionKind::Any => "text".to_owned(),
        ConditionKind::Inside(_) => "mention".to_owned(),
        ConditionKind::Has(name) => name.text.clone(),
        ConditionKind::Compare { attribute, .. }
        | ConditionKind::InList { attribute, .. }
        | ConditionKind::InValues { attribute, .. } => attribute.text.clone(),
    }
}
