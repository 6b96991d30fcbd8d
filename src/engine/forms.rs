//! Word forms of the articles of a session, with what rules ask of a form alone.
//!
//! A form is met many times and decided once. The table belongs to one session;
//! when it grows past its bound it is emptied between two articles.

use std::cell::Cell;

use rustc_hash::FxHashMap;

use crate::analysis;
use crate::analysis::english::{English, Tag};
use crate::compile::{AnchorUse, FormTest, FormTestId, NO_BIT, NO_NODE, Program, Symbol, TrieNode, list_root};
use crate::pack::ListMatch;

/// The number of a form in its table.
pub(crate) type FormId = u32;

/// What is known of a word form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// Its symbol in exactly its case, with typographic twins made straight.
    pub(crate) exact: Symbol,
    /// Its symbol in lower case.
    pub(crate) lower: Symbol,
    pub(crate) flags: Flags,
    /// Where a walk through the lists begins with it, in any case.
    pub(crate) any_case: TrieNode,
    /// The same in exact case.
    pub(crate) exact_case: TrieNode,
    /// Whether a lemma that it may have begins an entry of a list.
    pub(crate) may_begin_lemma_entry: bool,
    /// The bits of its symbol and of the lemmas that it may have.
    pub(crate) bits: u64,
    anchors: (u32, u32),
    need_bits: (u32, u32),
}

/// The flags of a form.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Flags {
    /// First letter upper case.
    pub(crate) cap: bool,
    /// Two letters or more, all upper case.
    pub(crate) upper: bool,
    /// Only digits and their separators.
    pub(crate) digit: bool,
    /// No letter and no digit.
    pub(crate) punct: bool,
}

impl Flags {
    fn of(form: &str) -> Self {
        Self {
            cap: analysis::is_cap(form),
            upper: analysis::is_upper(form),
            digit: analysis::is_digit(form),
            punct: analysis::is_punct(form),
        }
    }
}

impl Form {
    /// A phrase as if it were a form: what tests of the form ask of the text of a mention.
    pub(crate) fn of_phrase(program: &Program, straight: &str) -> Self {
        Self {
            exact: program.symbols.find(straight),
            lower: program.symbols.find(&straight.to_lowercase()),
            flags: Flags::of(straight),
            any_case: NO_NODE,
            exact_case: NO_NODE,
            may_begin_lemma_entry: false,
            bits: 0,
            anchors: (0, 0),
            need_bits: (0, 0),
        }
    }
}

/// The lemma of a form under a tag.
#[derive(Debug, Clone)]
pub(crate) struct Lemma {
    /// Its symbol, in lower case.
    pub(crate) symbol: Symbol,
    /// Its text.
    pub(crate) text: Box<str>,
}

/// The forms of a session.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    numbers: FxHashMap<Box<str>, FormId>,
    all: Vec<Form>,
    texts: Vec<Box<str>>,
    anchors: Vec<AnchorUse>,
    need_bits: Vec<u16>,
    /// Two bits for each kept test of each form: decided, and holds.
    answers: Vec<Cell<u64>>,
    answer_words: usize,
    lemmas: Vec<Lemma>,
    lemma_numbers: FxHashMap<(FormId, u8), u32>,
}

/// Bytes that the table of a session may take, about.
const MAX_BYTES: usize = 96 << 20;

impl Forms {
    /// Empties the table if it has outgrown its bound. Numbers from before are void then.
    pub(crate) fn keep_bound(&mut self, program: &Program) {
        self.answer_words = (program.tests.bit_count() as usize).div_ceil(32);
        let bytes = self.all.len() * (160 + self.answer_words * 8) + self.anchors.len() * 8 + self.lemmas.len() * 64;
        if bytes > MAX_BYTES {
            let answer_words = self.answer_words;
            *self = Self { answer_words, ..Self::default() };
        }
    }

    /// The number of a form.
    pub(crate) fn number(&mut self, program: &Program, english: Option<&English>, text: &str) -> FormId {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        self.add(program, english, text)
    }

    /// What is known of a form.
    pub(crate) fn form(&self, id: FormId) -> &Form {
        &self.all[id as usize]
    }

    /// The rules that a form is an anchor of.
    pub(crate) fn anchors(&self, id: FormId) -> &[AnchorUse] {
        let (start, end) = self.all[id as usize].anchors;
        &self.anchors[start as usize..end as usize]
    }

    /// The bits that stand for a form and the lemmas that it may have, among those that needs name.
    pub(crate) fn need_bits(&self, id: FormId) -> &[u16] {
        let (start, end) = self.all[id as usize].need_bits;
        &self.need_bits[start as usize..end as usize]
    }

    /// Whether a test holds of a form.
    pub(crate) fn passes(&self, program: &Program, id: FormId, test: FormTestId) -> bool {
        let bit = program.tests.bit(test);
        if bit == NO_BIT {
            return holds(program.tests.form_test(test), &self.all[id as usize], &self.texts[id as usize]);
        }
        let cell = &self.answers[id as usize * self.answer_words + bit as usize / 32];
        let shift = bit % 32 * 2;
        let known = cell.get() >> shift & 3;
        if known != 0 {
            return known == 3;
        }
        let answer = holds(program.tests.form_test(test), &self.all[id as usize], &self.texts[id as usize]);
        cell.set(cell.get() | if answer { 3 } else { 1 } << shift);
        answer
    }

    /// The number of the lemma of a form under a tag.
    pub(crate) fn lemma_number(&mut self, program: &Program, english: &English, id: FormId, tag: Tag) -> u32 {
        if let Some(&number) = self.lemma_numbers.get(&(id, tag.0)) {
            return number;
        }
        let text = english.lemma(&self.texts[id as usize], tag);
        let number = self.add_lemma(program, &text);
        self.lemma_numbers.insert((id, tag.0), number);
        number
    }

    /// The number of a lemma that an article brings with it.
    pub(crate) fn add_lemma(&mut self, program: &Program, text: &str) -> u32 {
        self.lemmas.push(Lemma { symbol: program.symbols.find(&analysis::fold(text)), text: text.into() });
        self.lemmas.len() as u32 - 1
    }

    /// A lemma.
    pub(crate) fn lemma(&self, number: u32) -> &Lemma {
        &self.lemmas[number as usize]
    }

    fn add(&mut self, program: &Program, english: Option<&English>, text: &str) -> FormId {
        let number = self.all.len() as FormId;
        let straight = analysis::normalize(text);
        let mut form = Form::of_phrase(program, &straight);
        if form.lower != Symbol::UNKNOWN {
            form.any_case = program.lists.step(list_root(ListMatch::AnyCase), form.lower);
        }
        if form.exact != Symbol::UNKNOWN {
            form.exact_case = program.lists.step(list_root(ListMatch::Exact), form.exact);
        }
        let (start, first_bit) = (self.anchors.len() as u32, self.need_bits.len() as u32);
        self.add_anchors(program, english, text, &mut form);
        form.anchors = (start, self.anchors.len() as u32);
        form.need_bits = (first_bit, self.need_bits.len() as u32);
        self.all.push(form);
        self.texts.push(text.into());
        self.answers.resize(self.all.len() * self.answer_words, Cell::new(0));
        self.numbers.insert(text.into(), number);
        number
    }

    fn add_anchors(&mut self, program: &Program, english: Option<&English>, text: &str, form: &mut Form) {
        let index = &program.anchors;
        form.bits = form.lower.bit();
        self.need_bits.extend(program.needs.bit(form.lower));
        if let Some(uses) = index.words.get(&form.lower) {
            self.anchors.extend(uses);
        }
        if program.layers.lemmas {
            // Without a tagger only the article itself can give lemmas, and those may be anything:
            // then the rules are looked for by the lemmas of each article (see the document).
            for lemma in english.map(|english| english.possible_lemmas(text)).unwrap_or_default() {
                let symbol = program.symbols.find(&analysis::fold(&lemma));
                form.bits |= symbol.bit();
                self.need_bits.extend(program.needs.bit(symbol));
                if let Some(uses) = index.lemmas.get(&symbol) {
                    self.anchors.extend(uses);
                }
                form.may_begin_lemma_entry |= program.lists.step(list_root(ListMatch::Lemma), symbol) != NO_NODE;
            }
            form.may_begin_lemma_entry |= program.lists.step(list_root(ListMatch::Lemma), form.lower) != NO_NODE;
        }
        for (&test, uses) in &index.forms {
            if holds(program.tests.form_test(test), form, text) {
                self.anchors.extend(uses);
            }
        }
    }
}

/// Whether a test holds of a form whose text, as it was written, is `text`.
pub(crate) fn holds(test: &FormTest, form: &Form, text: &str) -> bool {
    match test {
        FormTest::Word(symbol) => form.lower == *symbol,
        FormTest::Exact(symbol) => form.exact == *symbol,
        FormTest::OneOf(symbols) => form.lower != Symbol::UNKNOWN && symbols.binary_search(&form.lower).is_ok(),
        FormTest::Cap => form.flags.cap,
        FormTest::Upper => form.flags.upper,
        FormTest::Digit => form.flags.digit,
        FormTest::Punct => form.flags.punct,
        FormTest::Constant(answer) => *answer,
        FormTest::Regex(regex) => regex.is_match(text),
        FormTest::Length(comparison) => comparison.holds(&text.chars().count().to_string()),
        FormTest::Shape(comparison) => comparison.holds(&analysis::shape(text)),
        FormTest::Text(comparison) => comparison.holds(&analysis::normalize(text)),
        FormTest::Lower(comparison) => comparison.holds(&analysis::fold(text)),
        FormTest::All(parts) => parts.iter().all(|part| holds(part, form, text)),
        FormTest::Either(parts) => parts.iter().any(|part| holds(part, form, text)),
        FormTest::Not(part) => !holds(part, form, text),
    }
}
