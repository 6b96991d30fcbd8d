//! What a search sees: the program, the article's layers, the lattice; and tests asked of them.

use crate::analysis;
use crate::compile::{FormTest, LabelSetId, MentionTest, Program, Test};

use super::document::{Document, MISSING};
use super::forms::{Form, Forms, holds};
use super::lattice::{Lattice, LiveMention};

/// What a search sees. It changes nothing of it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) program: &'a Program,
    pub(crate) text: &'a str,
    pub(crate) document: &'a Document,
    pub(crate) forms: &'a Forms,
    pub(crate) lattice: &'a Lattice,
}

impl View<'_> {
    /// Whether a test holds of a token.
    pub(crate) fn token_passes(&self, test: &Test, token: u32) -> bool {
        let at = token as usize;
        let document = self.document;
        match test {
            Test::Form(id) => self.forms.passes(self.program, document.forms[at], *id),
            Test::Lemma(symbol) => {
                document.lemmas[at] != MISSING && self.forms.lemma(document.lemmas[at]).symbol == *symbol
            }
            Test::LemmaText(comparison) => {
                document.lemmas[at] != MISSING && comparison.holds(&self.forms.lemma(document.lemmas[at]).text)
            }
            Test::Pos(number) => document.pos[at] == *number,
            Test::PosText(comparison) => document.pos_name(token).is_some_and(|name| comparison.holds(name)),
            Test::Xpos(comparison) => document.xpos[at].as_deref().is_some_and(|name| comparison.holds(name)),
            Test::Relation(comparison) => document.relations.get(at).is_some_and(|name| comparison.holds(name)),
            Test::First => document.sentence(document.sentence_of[at]).tokens.start == token,
            Test::Title => document.sentence(document.sentence_of[at]).title,
            Test::Quoted => document.quoted.get(at).copied().unwrap_or(false),
            Test::Inside(labels) => self.lattice.covers(self.program.labels.set(*labels), token),
            Test::All(parts) => parts.iter().all(|part| self.token_passes(part, token)),
            Test::Either(parts) => parts.iter().any(|part| self.token_passes(part, token)),
            Test::Not(part) => !self.token_passes(part, token),
        }
    }

    /// Whether a test holds of a mention.
    pub(crate) fn mention_passes(&self, test: &MentionTest, mention: &LiveMention) -> bool {
        match test {
            MentionTest::Attribute { name, comparison } => {
                mention.attribute(&self.program.rules, name).is_some_and(|value| comparison.holds(value))
            }
            MentionTest::Has(name) => mention.attribute(&self.program.rules, name).is_some(),
            MentionTest::Text(comparison) => comparison.holds(&analysis::normalize(mention.span.slice(self.text))),
            MentionTest::Form(test) => self.text_passes(test, mention.span.slice(self.text)),
            MentionTest::All(parts) => parts.iter().all(|part| self.mention_passes(part, mention)),
            MentionTest::Either(parts) => parts.iter().any(|part| self.mention_passes(part, mention)),
            MentionTest::Not(part) => !self.mention_passes(part, mention),
        }
    }

    /// Whether a mention with one of these labels starts at `node`.
    pub(crate) fn starts_mention(&self, labels: LabelSetId, node: u32) -> bool {
        let labels = self.program.labels.set(labels);
        self.lattice.starting(node).iter().any(|&mention| self.lattice.mention(mention).is_one_of(labels))
    }

    fn text_passes(&self, test: &FormTest, text: &str) -> bool {
        let straight = analysis::normalize(text);
        let form = Form::of_phrase(self.program, &straight);
        holds(test, &form, text)
    }
}
