//! Paths through a dependency tree to instructions.

use std::sync::Arc;

use crate::analysis::fold;
use crate::pack::{PackId, Reference, RuleSet, Take, TreeRole};
use crate::pattern::{LabelTest, Node, NodeKind, TreePath, TreePathKind};

use super::code::Layers;
use super::condition::{ConditionCompiler, Tables};
use super::generate::TooLarge;
use super::label::LabelSetId;
use super::predicate::{FormTest, MentionTestId, Test, TestId};
use super::relation::relation_pattern;
use super::whole::WholeRegex;

/// The way from a trigger to a role.
#[derive(Debug, Clone)]
pub(crate) struct TreeCode {
    /// The role or capture.
    pub(crate) name: Arc<str>,
    /// What becomes of several.
    pub(crate) take: Take,
    /// The steps; the walk starts at `start`.
    pub(crate) steps: Vec<TreeStep>,
    /// The first step.
    pub(crate) start: u32,
}

/// A step of a walk. Each names the one that follows it.
#[derive(Debug, Clone)]
pub(crate) enum TreeStep {
    /// Goes on in two ways.
    Split(u32, u32),
    /// Goes along an edge.
    Edge { up: bool, label: Relation, case: Vec<String>, next: u32 },
    /// Only where one of these stands.
    Stand(Vec<Stand>, u32),
    /// The walk has arrived.
    Arrive,
}

/// What must stand at a node of the tree.
#[derive(Debug, Clone)]
pub(crate) enum Stand {
    /// A mention whose head it is.
    Mention(LabelSetId, Option<MentionTestId>),
    /// A token.
    Token(TestId),
}

/// A label asked for, in any scheme of labels.
#[derive(Debug, Clone)]
pub(crate) enum Relation {
    /// One of these labels.
    OneOf(Vec<String>),
    /// The whole label matches.
    Regex(WholeRegex),
    /// None: the regex could not be built.
    Never,
}

impl Relation {
    /// Whether a label is one that is asked for.
    pub(crate) fn accepts(&self, label: &str) -> bool {
        match self {
            Self::OneOf(labels) => labels.iter().any(|known| known == label),
            Self::Regex(regex) => regex.is_match(label),
            Self::Never => false,
        }
    }
}

/// Compiles the path of a role.
pub(crate) fn compile_path(
    rules: &RuleSet,
    pack: PackId,
    tables: &mut Tables,
    layers: &mut Layers,
    role: &TreeRole,
) -> Result<TreeCode, TooLarge> {
    layers.parse = true;
    let mut walker = Walker { rules, pack, tables, layers, steps: vec![TreeStep::Arrive] };
    let start = walker.emit(&role.path, 0)?;
    Ok(TreeCode { name: role.name.clone(), take: role.take, steps: walker.steps, start })
}

struct Walker<'a> {
    rules: &'a RuleSet,
    pack: PackId,
    tables: &'a mut Tables,
    layers: &'a mut Layers,
    steps: Vec<TreeStep>,
}

/// The most steps of a path; a longer one is refused.
const MAX_STEPS: usize = 5_000;

impl Walker<'_> {
    fn push(&mut self, step: TreeStep) -> Result<u32, TooLarge> {
        if self.steps.len() >= MAX_STEPS {
            return Err(TooLarge);
        }
        self.steps.push(step);
        Ok(self.steps.len() as u32 - 1)
    }

    fn emit(&mut self, path: &TreePath, next: u32) -> Result<u32, TooLarge> {
        match &path.kind {
            TreePathKind::Sequence(parts) => parts.iter().rev().try_fold(next, |next, part| self.emit(part, next)),
            TreePathKind::Alternation(parts) => {
                let mut entry = None;
                for part in parts.iter().rev() {
                    let branch = self.emit(part, next)?;
                    entry = Some(match entry {
                        None => branch,
                        Some(rest) => self.push(TreeStep::Split(branch, rest))?,
                    });
                }
                Ok(entry.unwrap_or(next))
            }
            TreePathKind::Repeat { inner, min, max } => self.repeat(inner, *min, *max, next),
            TreePathKind::Edge { up, label, case } => {
                let label = match label {
                    LabelTest::Exact(label) => Relation::OneOf(relation_pattern(label)),
                    LabelTest::Regex { source, ignore_case } => {
                        WholeRegex::new(source, *ignore_case).map_or(Relation::Never, Relation::Regex)
                    }
                };
                let case = case.iter().map(|word| fold(&word.text)).collect();
                self.push(TreeStep::Edge { up: *up, label, case, next })
            }
            TreePathKind::Stand(node) => {
                let mut stands = Vec::new();
                self.stands(node, &mut stands);
                self.push(TreeStep::Stand(stands, next))
            }
        }
    }

    fn repeat(&mut self, inner: &TreePath, min: u32, max: Option<u32>, next: u32) -> Result<u32, TooLarge> {
        let mut entry = next;
        match max {
            // A walk visits each node once, so that a circle of steps ends by itself.
            None => {
                let head = self.push(TreeStep::Split(next, next))?;
                let body = self.emit(inner, head)?;
                self.steps[head as usize] = TreeStep::Split(body, next);
                entry = head;
            }
            Some(max) => {
                for _ in min..max {
                    let body = self.emit(inner, entry)?;
                    entry = self.push(TreeStep::Split(body, next))?;
                }
            }
        }
        for _ in 0..min {
            entry = self.emit(inner, entry)?;
        }
        Ok(entry)
    }

    /// What may stand at the end: the alternatives of `node`, each a mention or one token.
    fn stands(&mut self, node: &Node, found: &mut Vec<Stand>) {
        match &node.kind {
            NodeKind::Alternation(parts) => parts.iter().for_each(|part| self.stands(part, found)),
            NodeKind::Capture { inner, .. } => self.stands(inner, found),
            NodeKind::Mention { name, condition } => {
                let rules = self.rules;
                match rules.packs[self.pack.0 as usize].names.get(&name.text) {
                    Some(Reference::Pattern(id)) => {
                        let definition = &rules.patterns[id.0 as usize];
                        let outer = std::mem::replace(&mut self.pack, definition.pack);
                        self.stands(&definition.pattern, found);
                        self.pack = outer;
                    }
                    Some(&reference) => {
                        let labels = self.tables.labels.accept(rules, reference);
                        let test = condition.as_ref().map(|condition| {
                            let test = self.conditions().mention(condition);
                            self.tables.tests.mention(test)
                        });
                        found.push(Stand::Mention(labels, test));
                    }
                    None => {}
                }
            }
            NodeKind::Token(atom) => {
                let test = self.conditions().atom(atom).into_test(&mut self.tables.tests);
                found.push(Stand::Token(self.tables.tests.token(test)));
            }
            NodeKind::Test(condition) => {
                let test = self.conditions().token(condition).into_test(&mut self.tables.tests);
                found.push(Stand::Token(self.tables.tests.token(test)));
            }
            NodeKind::Any => {
                let always = Test::Form(self.tables.tests.form(FormTest::Constant(true)));
                found.push(Stand::Token(self.tables.tests.token(always)));
            }
            // Nothing else can stand at a node; the pack says so.
            _ => {}
        }
    }

    fn conditions(&mut self) -> ConditionCompiler<'_> {
        ConditionCompiler { rules: self.rules, pack: self.pack, tables: self.tables, layers: self.layers }
    }
}
