//! What a match can begin with: a quick look before a search starts.

use super::code::{Code, Instruction, Pc};
use super::label::{LabelSetId, Labels};
use super::predicate::{FormTest, FormTestId, Test, Tests};

/// What the first step of a match can be.
#[derive(Debug, Clone, Default)]
pub(crate) struct First {
    /// A token whose form passes.
    pub(crate) form: Option<FormTestId>,
    /// A mention with one of these labels.
    pub(crate) mentions: Option<LabelSetId>,
    /// Anything else: no quick look can tell.
    pub(crate) anything: bool,
}

/// The first steps of a piece of code.
pub(crate) fn first_steps(code: &Code, tests: &mut Tests, sets: &mut Labels) -> First {
    let mut first = First::default();
    let mut mentions: Vec<LabelSetId> = Vec::new();
    let mut forms: Vec<FormTestId> = Vec::new();
    let mut seen = vec![false; code.instructions.len()];
    let mut open: Vec<Pc> = vec![code.start];
    while let Some(pc) = open.pop() {
        if std::mem::replace(&mut seen[pc as usize], true) {
            continue;
        }
        match code.instructions[pc as usize] {
            Instruction::Form(id, _) => forms.push(id),
            Instruction::Token(id, _) => match form_part(tests.token_test(id)) {
                Some(form) => forms.push(form),
                None => first.anything = true,
            },
            Instruction::Mention(labels, _, _) => mentions.push(labels),
            Instruction::Split(left, right) => open.extend([left, right]),
            Instruction::Open(_, next)
            | Instruction::Close(_, next)
            | Instruction::Look { next, .. }
            | Instruction::Guard(_, next)
            | Instruction::SentenceStart(next)
            | Instruction::SentenceEnd(next) => open.push(next),
            Instruction::Any(_) | Instruction::Boundary { .. } | Instruction::Match => first.anything = true,
        }
    }
    first.mentions = sets.union(&mentions);
    forms.sort_unstable();
    forms.dedup();
    first.form = match forms.as_slice() {
        [] => None,
        [one] => Some(*one),
        many => {
            let parts = many.iter().map(|&id| tests.form_test(id).clone()).collect();
            Some(tests.form(FormTest::Either(parts)))
        }
    };
    first
}

/// The part of a token test that the form decides, where the whole cannot hold without it.
fn form_part(test: &Test) -> Option<FormTestId> {
    match test {
        Test::Form(id) => Some(*id),
        Test::All(parts) => parts.iter().find_map(form_part),
        _ => None,
    }
}
