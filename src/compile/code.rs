//! The instructions of a compiled pattern.

use std::sync::Arc;

use super::{FormTestId, LabelSetId, MentionTestId, NeedId, TestId};

/// The number of an instruction in its code.
pub(crate) type Pc = u32;

/// The number of a capture in its code.
pub(crate) type CaptureIdx = u16;

/// A pattern as instructions. Each names the one that follows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Code {
    /// The instructions.
    pub(crate) instructions: Vec<Instruction>,
    /// The first.
    pub(crate) start: Pc,
    /// The names of the captures, by number.
    pub(crate) captures: Vec<Arc<str>>,
    /// For each instruction the row of the table that remembers it, or [`NO_ROW`].
    pub(crate) rows: Vec<u32>,
    /// How many rows there are.
    pub(crate) row_count: u32,
    /// What must be known of a token before it can run.
    pub(crate) layers: Layers,
    /// Whether a match can leave its sentence, so that later sentences need their layers too.
    pub(crate) leaves_sentence: bool,
    /// Whether it can leave its paragraph.
    pub(crate) leaves_paragraph: bool,
}

/// Marks an instruction that is reached in one way only, and so is not remembered.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// A step of a search. "Forwards" and "backwards" are the search's own direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instruction {
    /// Steps over a token whose form passes.
    Form(FormTestId, Pc),
    /// Steps over a token that passes.
    Token(TestId, Pc),
    /// Steps over any token.
    Any(Pc),
    /// Steps over a mention with one of the labels that passes.
    Mention(LabelSetId, Option<MentionTestId>, Pc),
    /// Goes on in two ways; the first is tried first.
    Split(Pc, Pc),
    /// A capture begins.
    Open(CaptureIdx, Pc),
    /// A capture ends.
    Close(CaptureIdx, Pc),
    /// Context that must be there, or must not.
    Look {
        /// Its first instruction.
        start: Pc,
        /// Whether it is searched forwards through the article.
        ahead: bool,
        /// Whether it must be absent.
        negative: bool,
        /// What follows.
        next: Pc,
    },
    /// Only at the start of a sentence.
    SentenceStart(Pc),
    /// Only at the end of a sentence.
    SentenceEnd(Pc),
    /// Steps over the boundary to the next sentence.
    Boundary {
        /// Also where that begins the next paragraph.
        across: bool,
        /// What follows.
        next: Pc,
    },
    /// Only where what is needed from here on may still come; this changes no match, it saves steps.
    Guard(NeedId, Pc),
    /// A match ends here.
    Match,
}

/// What must be known of a token before a pattern can run on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Layers {
    /// Universal parts of speech.
    pub(crate) tags: bool,
    /// Treebank parts of speech.
    pub(crate) xpos: bool,
    /// Lemmas.
    pub(crate) lemmas: bool,
    /// Heads and relations.
    pub(crate) parse: bool,
    /// Quotations.
    pub(crate) quotes: bool,
}

impl Layers {
    /// What either needs.
    #[must_use]
    pub(crate) fn union(self, other: Self) -> Self {
        Self {
            tags: self.tags || other.tags,
            xpos: self.xpos || other.xpos,
            lemmas: self.lemmas || other.lemmas,
            parse: self.parse || other.parse,
            quotes: self.quotes || other.quotes,
        }
    }

    /// Whether a sentence must be tagged.
    pub(crate) fn tagging(self) -> bool {
        self.tags || self.xpos || self.lemmas
    }
}
