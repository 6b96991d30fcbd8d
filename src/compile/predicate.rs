//! What rules ask of tokens and mentions, compiled.
//!
//! A [`FormTest`] depends on the word form alone: it is decided once per form
//! and kept as a bit. A [`Test`] may ask what stands around the token.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::whole::WholeRegex;
use super::{Comparison, LabelSetId, Symbol};

/// The number of a form test in its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FormTestId(pub(crate) u32);

/// The number of a token test in its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TestId(pub(crate) u32);

/// The number of a test of mentions in its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct MentionTestId(pub(crate) u32);

/// A question about a word form, answered without looking at its neighbours.
#[derive(Debug, Clone)]
pub(crate) enum FormTest {
    /// It is this word in any case.
    Word(Symbol),
    /// It is this word in exactly this case.
    Exact(Symbol),
    /// It is one of these words in any case; ascending.
    OneOf(Box<[Symbol]>),
    /// Its whole text matches.
    Regex(WholeRegex),
    /// First letter upper case.
    Cap,
    /// Two letters or more, all upper case.
    Upper,
    /// Only digits and their separators.
    Digit,
    /// No letter and no digit.
    Punct,
    /// Its number of characters.
    Length(Comparison),
    /// Its shape.
    Shape(Comparison),
    /// Its text.
    Text(Comparison),
    /// Its text in lower case.
    Lower(Comparison),
    /// All hold.
    All(Vec<FormTest>),
    /// One holds.
    Either(Vec<FormTest>),
    /// It does not hold.
    Not(Box<FormTest>),
    /// Always the same answer.
    Constant(bool),
}

/// A question about a token in its article.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    /// A test of the form, by its bit.
    Form(FormTestId),
    /// Its lemma is this word.
    Lemma(Symbol),
    /// Its Universal part of speech has this number.
    Pos(u8),
    /// Its Universal part of speech, compared as text.
    PosText(Comparison),
    /// Its treebank part of speech.
    Xpos(Comparison),
    /// Its lemma, compared as text.
    LemmaText(Comparison),
    /// Its relation to its head.
    Relation(Comparison),
    /// It is the first of its sentence.
    First,
    /// It stands in the headline.
    Title,
    /// It stands inside a quotation.
    Quoted,
    /// It lies in a mention or hit of one of these.
    Inside(LabelSetId),
    /// All hold.
    All(Vec<Test>),
    /// One holds.
    Either(Vec<Test>),
    /// It does not hold.
    Not(Box<Test>),
}

/// A question about a mention.
#[derive(Debug, Clone)]
pub(crate) enum MentionTest {
    /// An attribute, compared; one that is missing satisfies nothing.
    Attribute { name: Arc<str>, comparison: Comparison },
    /// The attribute is there.
    Has(Arc<str>),
    /// Its text, compared.
    Text(Comparison),
    /// A test of the form holds on its whole text.
    Form(FormTest),
    /// All hold.
    All(Vec<MentionTest>),
    /// One holds.
    Either(Vec<MentionTest>),
    /// It does not hold.
    Not(Box<MentionTest>),
}

/// Marks a form test that is quicker to answer than to look up.
pub(crate) const NO_BIT: u32 = u32::MAX;

fn is_cheap(test: &FormTest) -> bool {
    match test {
        FormTest::Word(_)
        | FormTest::Exact(_)
        | FormTest::OneOf(_)
        | FormTest::Cap
        | FormTest::Upper
        | FormTest::Digit
        | FormTest::Punct
        | FormTest::Constant(_) => true,
        FormTest::Not(part) => is_cheap(part),
        FormTest::All(parts) | FormTest::Either(parts) => parts.len() <= 3 && parts.iter().all(is_cheap),
        FormTest::Regex(_) | FormTest::Length(_) | FormTest::Shape(_) | FormTest::Text(_) | FormTest::Lower(_) => false,
    }
}

/// The tests of a program. Tests that are written alike are one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tests {
    forms: Vec<FormTest>,
    tokens: Vec<Test>,
    mentions: Vec<MentionTest>,
    /// By form test: its bit among those that are kept, or [`NO_BIT`].
    bits: Vec<u32>,
    bit_count: u32,
    form_numbers: FxHashMap<String, FormTestId>,
    token_numbers: FxHashMap<String, TestId>,
}

impl Tests {
    /// The number of a form test, which it shares with those that read alike.
    pub(crate) fn form(&mut self, test: FormTest) -> FormTestId {
        let next = FormTestId(self.forms.len() as u32);
        let id = *self.form_numbers.entry(format!("{test:?}")).or_insert(next);
        if id == next {
            let kept = !is_cheap(&test);
            self.bits.push(if kept { self.bit_count } else { NO_BIT });
            self.bit_count += u32::from(kept);
            self.forms.push(test);
        }
        id
    }

    /// The number of a token test, which it shares with those that read alike.
    pub(crate) fn token(&mut self, test: Test) -> TestId {
        let next = TestId(self.tokens.len() as u32);
        let id = *self.token_numbers.entry(format!("{test:?}")).or_insert(next);
        if id == next {
            self.tokens.push(test);
        }
        id
    }

    /// The number of a mention test.
    pub(crate) fn mention(&mut self, test: MentionTest) -> MentionTestId {
        self.mentions.push(test);
        MentionTestId(self.mentions.len() as u32 - 1)
    }

    /// How many form tests are worth keeping the answers of.
    pub(crate) fn bit_count(&self) -> u32 {
        self.bit_count
    }

    /// The bit that keeps the answers of a form test, or [`NO_BIT`].
    pub(crate) fn bit(&self, id: FormTestId) -> u32 {
        self.bits[id.0 as usize]
    }

    /// The form test of a number.
    pub(crate) fn form_test(&self, id: FormTestId) -> &FormTest {
        &self.forms[id.0 as usize]
    }

    /// The token test of a number.
    pub(crate) fn token_test(&self, id: TestId) -> &Test {
        &self.tokens[id.0 as usize]
    }

    /// The mention test of a number.
    pub(crate) fn mention_test(&self, id: MentionTestId) -> &MentionTest {
        &self.mentions[id.0 as usize]
    }
}
