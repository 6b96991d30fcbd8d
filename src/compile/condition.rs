//! Conditions in square brackets to tests of tokens and of mentions.

use rustc_hash::FxHashMap;

use crate::analysis::{self, fold, normalize};
use crate::pack::{ListMatch, PackId, Reference, RuleSet};
use crate::pattern::{Atom, Condition, ConditionKind, Name, Operator, Value};

use super::code::Layers;
use super::generate::Parts;
use super::label::Labels;
use super::needs::Needs;
use super::predicate::{FormTest, MentionTest, Test, Tests};
use super::symbol::Symbols;
use super::value::{Comparison, ValueTest};
use super::whole::WholeRegex;

/// What every part of compiling writes to: the vocabulary, tests and labels of the program.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) symbols: Symbols,
    pub(crate) tests: Tests,
    pub(crate) labels: Labels,
    pub(crate) needs: Needs,
    /// The parts of patterns that are compiled already.
    pub(super) parts: Parts,
    /// The regexes built so far, by source and whether case matters: many rules ask for the same shape.
    pub(super) regexes: FxHashMap<(String, bool), FormTest>,
}

impl Tables {
    /// The test of a regex over the whole form; one that cannot be built holds of nothing.
    fn regex(&mut self, source: &str, ignore_case: bool) -> FormTest {
        let build = || WholeRegex::new(source, ignore_case).map_or(FormTest::Constant(false), FormTest::Regex);
        self.regexes.entry((source.to_owned(), ignore_case)).or_insert_with(build).clone()
    }
}

/// A test of a token, kept apart by whether the form decides it alone.
pub(crate) enum TokenTest {
    Form(FormTest),
    Token(Test),
}

impl TokenTest {
    /// The test as one of tokens; a form test becomes a bit.
    pub(crate) fn into_test(self, tests: &mut Tests) -> Test {
        match self {
            Self::Form(test) => Test::Form(tests.form(test)),
            Self::Token(test) => test,
        }
    }
}

/// Compiles conditions in the namespace of a pack, and notes the layers that they need.
pub(crate) struct ConditionCompiler<'a> {
    pub(crate) rules: &'a RuleSet,
    pub(crate) pack: PackId,
    pub(crate) tables: &'a mut Tables,
    pub(crate) layers: &'a mut Layers,
}

impl ConditionCompiler<'_> {
    /// A condition on a token.
    pub(crate) fn token(&mut self, condition: &Condition) -> TokenTest {
        match &condition.kind {
            ConditionKind::All(parts) => self.joined(parts, FormTest::All, Test::All),
            ConditionKind::Either(parts) => self.joined(parts, FormTest::Either, Test::Either),
            ConditionKind::Not(part) => match self.token(part) {
                TokenTest::Form(test) => TokenTest::Form(FormTest::Not(Box::new(test))),
                TokenTest::Token(test) => TokenTest::Token(Test::Not(Box::new(test))),
            },
            ConditionKind::Token(atom) => self.atom(atom),
            ConditionKind::Any => TokenTest::Form(FormTest::Constant(true)),
            ConditionKind::Inside(name) => self.inside(name),
            ConditionKind::Has(name) => self.flag(&name.text),
            ConditionKind::Compare { attribute, operator, value } => {
                self.attribute(&attribute.text, Comparison::new(*operator, value), Some((*operator, value)))
            }
            ConditionKind::InList { attribute, list } => {
                let comparison = self.listed(list);
                self.attribute(&attribute.text, comparison, None)
            }
            ConditionKind::InValues { attribute, values } => {
                let comparison = Comparison::OneOf(values.iter().map(ValueTest::new).collect());
                self.attribute(&attribute.text, comparison, None)
            }
        }
    }

    /// An atom as a test of one token. An atom of several tokens holds of none.
    pub(crate) fn atom(&mut self, atom: &Atom) -> TokenTest {
        match atom {
            Atom::Word(text) => self.one_word(text, Atom::Word),
            Atom::Exact(text) => self.one_word(text, Atom::Exact),
            Atom::Lemma(text) => self.one_word(text, Atom::Lemma),
            Atom::Pos(tag) => {
                self.layers.tags = true;
                TokenTest::Token(Test::Pos(analysis::upos_number(tag).unwrap_or(u8::MAX - 1)))
            }
            Atom::Regex { source, ignore_case } => TokenTest::Form(self.tables.regex(source, *ignore_case)),
        }
    }

    /// A condition on a mention.
    pub(crate) fn mention(&mut self, condition: &Condition) -> MentionTest {
        match &condition.kind {
            ConditionKind::All(parts) => MentionTest::All(parts.iter().map(|part| self.mention(part)).collect()),
            ConditionKind::Either(parts) => MentionTest::Either(parts.iter().map(|part| self.mention(part)).collect()),
            ConditionKind::Not(part) => MentionTest::Not(Box::new(self.mention(part))),
            ConditionKind::Token(Atom::Word(text)) => MentionTest::Text(any_case(text)),
            ConditionKind::Token(Atom::Exact(text)) => {
                MentionTest::Text(Comparison::new(Operator::Equal, &Value::Exact(text.clone())))
            }
            ConditionKind::Token(atom) => match self.atom(atom) {
                TokenTest::Form(test) => MentionTest::Form(test),
                TokenTest::Token(_) => MentionTest::Form(FormTest::Constant(false)),
            },
            ConditionKind::Any => MentionTest::All(Vec::new()),
            ConditionKind::Inside(_) => MentionTest::Form(FormTest::Constant(false)),
            ConditionKind::Has(name) => match form_flag(&name.text) {
                Some(test) => MentionTest::Form(test),
                None => MentionTest::Has(name.text.as_str().into()),
            },
            ConditionKind::Compare { attribute, operator, value } => {
                mention_attribute(&attribute.text, Comparison::new(*operator, value))
            }
            ConditionKind::InList { attribute, list } => {
                let comparison = self.listed(list);
                mention_attribute(&attribute.text, comparison)
            }
            ConditionKind::InValues { attribute, values } => {
                mention_attribute(&attribute.text, Comparison::OneOf(values.iter().map(ValueTest::new).collect()))
            }
        }
    }

    fn joined(
        &mut self,
        parts: &[Condition],
        forms: fn(Vec<FormTest>) -> FormTest,
        tokens: fn(Vec<Test>) -> Test,
    ) -> TokenTest {
        let mut by_form = Vec::new();
        let mut by_token = Vec::new();
        for part in parts {
            match self.token(part) {
                TokenTest::Form(test) => by_form.push(test),
                TokenTest::Token(test) => by_token.push(test),
            }
        }
        if by_token.is_empty() {
            return TokenTest::Form(forms(by_form));
        }
        if !by_form.is_empty() {
            by_token.insert(0, Test::Form(self.tables.tests.form(forms(by_form))));
        }
        TokenTest::Token(tokens(by_token))
    }

    /// A single word of an atom, which holds no space.
    pub(crate) fn word(&mut self, atom: &Atom) -> TokenTest {
        let symbols = &mut self.tables.symbols;
        match atom {
            Atom::Word(word) => TokenTest::Form(FormTest::Word(symbols.intern(&word.to_lowercase()))),
            Atom::Exact(word) => TokenTest::Form(FormTest::Exact(symbols.intern(word))),
            Atom::Lemma(word) => {
                self.layers.lemmas = true;
                TokenTest::Token(Test::Lemma(symbols.intern(&word.to_lowercase())))
            }
            Atom::Pos(_) | Atom::Regex { .. } => self.atom(atom),
        }
    }

    fn one_word(&mut self, text: &str, atom: fn(String) -> Atom) -> TokenTest {
        let mut words = words(text);
        match (words.pop(), words.is_empty()) {
            (Some(word), true) => self.word(&atom(word)),
            _ => TokenTest::Form(FormTest::Constant(false)),
        }
    }

    fn inside(&mut self, name: &Name) -> TokenTest {
        match self.rules.packs[self.pack.0 as usize].names.get(&name.text) {
            Some(&reference) => TokenTest::Token(Test::Inside(self.tables.labels.accept(self.rules, reference))),
            None => TokenTest::Form(FormTest::Constant(false)),
        }
    }

    /// A bare name in a condition on a token.
    fn flag(&mut self, name: &str) -> TokenTest {
        if let Some(test) = form_flag(name) {
            return TokenTest::Form(test);
        }
        TokenTest::Token(match name {
            "first" => Test::First,
            "title" => Test::Title,
            "quoted" => {
                self.layers.quotes = true;
                Test::Quoted
            }
            "pos" => {
                self.layers.tags = true;
                Test::PosText(anything())
            }
            "xpos" => {
                self.layers.xpos = true;
                Test::Xpos(anything())
            }
            "lemma" => {
                self.layers.lemmas = true;
                Test::LemmaText(anything())
            }
            "dep" => {
                self.layers.parse = true;
                Test::Relation(anything())
            }
            "text" | "lower" | "shape" | "len" => return TokenTest::Form(FormTest::Constant(true)),
            _ => return TokenTest::Form(FormTest::Constant(false)),
        })
    }

    /// An attribute of a token, compared. `simple` is the comparison as written, where it is one value.
    fn attribute(&mut self, name: &str, comparison: Comparison, simple: Option<(Operator, &Value)>) -> TokenTest {
        match name {
            "len" => return TokenTest::Form(FormTest::Length(comparison)),
            "shape" => return TokenTest::Form(FormTest::Shape(comparison)),
            "text" => return TokenTest::Form(FormTest::Text(comparison)),
            "lower" => return TokenTest::Form(FormTest::Lower(comparison)),
            _ => {}
        }
        TokenTest::Token(match (name, simple) {
            ("lemma", Some((Operator::Equal, Value::Word(text)))) if words(text).len() == 1 => {
                self.layers.lemmas = true;
                Test::Lemma(self.tables.symbols.intern(&fold(text)))
            }
            ("lemma", _) => {
                self.layers.lemmas = true;
                Test::LemmaText(comparison)
            }
            ("pos", _) => {
                self.layers.tags = true;
                Test::PosText(comparison)
            }
            ("xpos", _) => {
                self.layers.xpos = true;
                Test::Xpos(comparison)
            }
            ("dep", _) => {
                self.layers.parse = true;
                Test::Relation(comparison)
            }
            _ => return TokenTest::Form(FormTest::Constant(false)),
        })
    }

    fn listed(&self, name: &Name) -> Comparison {
        let Some(&Reference::List(id)) = self.rules.packs[self.pack.0 as usize].names.get(&name.text) else {
            return Comparison::OneOf(Vec::new());
        };
        let list = &self.rules.lists[id.0 as usize];
        let exact = list.matching == ListMatch::Exact;
        let entries = list.entries.iter();
        let entries =
            entries.map(|entry| if exact { normalize(&entry.text).into_owned() } else { fold(&entry.text) }).collect();
        Comparison::Listed { entries, exact }
    }
}

/// The flags of tokens that the form decides.
fn form_flag(name: &str) -> Option<FormTest> {
    Some(match name {
        "cap" => FormTest::Cap,
        "upper" => FormTest::Upper,
        "digit" => FormTest::Digit,
        "punct" => FormTest::Punct,
        _ => return None,
    })
}

fn mention_attribute(name: &str, comparison: Comparison) -> MentionTest {
    match name {
        "text" => MentionTest::Text(comparison),
        "lower" => MentionTest::Form(FormTest::Lower(comparison)),
        "len" => MentionTest::Form(FormTest::Length(comparison)),
        "shape" => MentionTest::Form(FormTest::Shape(comparison)),
        _ => MentionTest::Attribute { name: name.into(), comparison },
    }
}

fn any_case(text: &str) -> Comparison {
    Comparison::new(Operator::Equal, &Value::Word(text.to_owned()))
}

/// A comparison that any text passes, so that only presence is asked.
fn anything() -> Comparison {
    Comparison::Anything
}

/// The tokens of a word or phrase of a rule, with typographic twins made straight.
pub(crate) fn words(text: &str) -> Vec<String> {
    analysis::tokenize_phrase(text).into_iter().map(|span| analysis::normalize(span.slice(text)).into_owned()).collect()
}
