//! What others ask of a tree: its captures, the names it mentions, and whether
//! it can match nothing.

use super::{
    Condition, ConditionKind, Name, Node, NodeKind, Operand, Template, TemplatePiece, TreePath, TreePathKind, Where,
    WhereKind,
};

/// A name behind an `@`, and how the pattern uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference<'t> {
    /// The name, with the place of its `@`.
    pub name: &'t Name,
    /// What it is used for.
    pub usage: Usage,
    /// Whether it stands under `!`, `(?! )` or `(?<! )`, however deep.
    pub negated: bool,
}

/// What a name behind an `@` is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// `@X`: a step over a mention, or the pattern of that name.
    Step,
    /// `[@X]`: a token inside a mention.
    Inside,
    /// `[lemma in @X]`: one of a list's words.
    Values,
}

impl Node {
    /// Calls `visit` with this part and every part inside it, outer parts
    /// first, in the order in which they are written.
    ///
    /// ```
    /// let pattern = nutgraf::pattern::parse(r#""a" (role: @X "b"?)"#)?;
    /// let mut parts = 0;
    /// pattern.walk(&mut |_| parts += 1);
    /// assert_eq!(parts, 7);
    /// # Ok::<(), nutgraf::pattern::SyntaxError>(())
    /// ```
    pub fn walk<'t>(&'t self, visit: &mut impl FnMut(&'t Self)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// The parts directly inside this one.
    pub fn children(&self) -> &[Self] {
        match &self.kind {
            NodeKind::Sequence(parts) | NodeKind::Alternation(parts) => parts,
            NodeKind::Capture { inner, .. } | NodeKind::Repeat { inner, .. } | NodeKind::Look { inner, .. } => {
                std::slice::from_ref(inner)
            }
            _ => &[],
        }
    }

    /// The roles it captures, in the order in which they are written; one that
    /// is captured twice is there twice.
    ///
    /// ```
    /// let pattern = nutgraf::pattern::parse("(who: @Person) (_how: ~meet) (who: @Person)")?;
    /// let roles: Vec<_> = pattern.captures().iter().map(|role| role.text.as_str()).collect();
    /// assert_eq!(roles, ["who", "_how", "who"]);
    /// # Ok::<(), nutgraf::pattern::SyntaxError>(())
    /// ```
    pub fn captures(&self) -> Vec<&Name> {
        let mut roles = Vec::new();
        self.walk(&mut |node| {
            if let NodeKind::Capture { role, .. } = &node.kind {
                roles.push(role);
            }
        });
        roles
    }

    /// Every name behind an `@`, in the order in which they are written, also
    /// in conditions and in context.
    ///
    /// ```
    /// let pattern = nutgraf::pattern::parse("@Person (?! [@Quote])")?;
    /// let names: Vec<_> = pattern.mentions().iter().map(|m| (m.name.text.as_str(), m.negated)).collect();
    /// assert_eq!(names, [("Person", false), ("Quote", true)]);
    /// # Ok::<(), nutgraf::pattern::SyntaxError>(())
    /// ```
    pub fn mentions(&self) -> Vec<Reference<'_>> {
        let mut found = Vec::new();
        self.collect_mentions(false, &mut found);
        found
    }

    fn collect_mentions<'t>(&'t self, negated: bool, found: &mut Vec<Reference<'t>>) {
        match &self.kind {
            NodeKind::Mention { name, condition } => {
                found.push(Reference { name, usage: Usage::Step, negated });
                if let Some(condition) = condition {
                    condition.collect_mentions(negated, found);
                }
            }
            NodeKind::Test(condition) => condition.collect_mentions(negated, found),
            NodeKind::Look { negative, inner, .. } => inner.collect_mentions(negated || *negative, found),
            _ => self.children().iter().for_each(|child| child.collect_mentions(negated, found)),
        }
    }

    /// Whether it can match without a token. `named` says so of what an `@`
    /// names: a mention or a hit of a list never can, a named pattern might.
    ///
    /// ```
    /// let pattern = nutgraf::pattern::parse(r#""the"? ..5 (?= @X)"#)?;
    /// assert!(pattern.can_be_empty(&mut |_| false));
    /// # Ok::<(), nutgraf::pattern::SyntaxError>(())
    /// ```
    pub fn can_be_empty(&self, named: &mut impl FnMut(&Name) -> bool) -> bool {
        match &self.kind {
            NodeKind::Sequence(parts) => parts.iter().all(|part| part.can_be_empty(named)),
            NodeKind::Alternation(parts) => parts.iter().any(|part| part.can_be_empty(named)),
            NodeKind::Capture { inner, .. } => inner.can_be_empty(named),
            NodeKind::Repeat { inner, min, .. } => *min == 0 || inner.can_be_empty(named),
            NodeKind::Mention { name, .. } => named(name),
            NodeKind::Gap { .. }
            | NodeKind::Look { .. }
            | NodeKind::Start
            | NodeKind::End
            | NodeKind::Boundary { .. } => true,
            NodeKind::Token(_) | NodeKind::Any | NodeKind::Test(_) => false,
        }
    }
}

impl Condition {
    /// Calls `visit` with this condition and every condition inside it.
    pub fn walk<'t>(&'t self, visit: &mut impl FnMut(&'t Self)) {
        visit(self);
        match &self.kind {
            ConditionKind::All(parts) | ConditionKind::Either(parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
            ConditionKind::Not(inner) => inner.walk(visit),
            _ => {}
        }
    }

    fn collect_mentions<'t>(&'t self, negated: bool, found: &mut Vec<Reference<'t>>) {
        match &self.kind {
            ConditionKind::All(parts) | ConditionKind::Either(parts) => {
                for part in parts {
                    part.collect_mentions(negated, found);
                }
            }
            ConditionKind::Not(inner) => inner.collect_mentions(true, found),
            ConditionKind::Inside(name) => found.push(Reference { name, usage: Usage::Inside, negated }),
            ConditionKind::InList { list, .. } => found.push(Reference { name: list, usage: Usage::Values, negated }),
            ConditionKind::Token(_)
            | ConditionKind::Any
            | ConditionKind::Has(_)
            | ConditionKind::Compare { .. }
            | ConditionKind::InValues { .. } => {}
        }
    }
}

impl TreePath {
    /// Calls `visit` with this step and every step inside it.
    pub fn walk<'t>(&'t self, visit: &mut impl FnMut(&'t Self)) {
        visit(self);
        match &self.kind {
            TreePathKind::Sequence(parts) | TreePathKind::Alternation(parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
            TreePathKind::Repeat { inner, .. } => inner.walk(visit),
            TreePathKind::Edge { .. } | TreePathKind::Stand(_) => {}
        }
    }

    /// Every name behind an `@`, in the order in which they are written.
    pub fn mentions(&self) -> Vec<Reference<'_>> {
        let mut found = Vec::new();
        self.walk(&mut |step| {
            if let TreePathKind::Stand(node) = &step.kind {
                node.collect_mentions(false, &mut found);
            }
        });
        found
    }
}

impl Where {
    /// The operands that name a capture for sure: a bare word on the right of
    /// a comparison may be a value, and is left out.
    pub fn captures(&self) -> Vec<&Name> {
        let mut names = Vec::new();
        self.collect_captures(&mut names);
        names
    }

    fn collect_captures<'t>(&'t self, names: &mut Vec<&'t Name>) {
        match &self.kind {
            WhereKind::All(parts) | WhereKind::Either(parts) => {
                for part in parts {
                    part.collect_captures(names);
                }
            }
            WhereKind::Not(inner) => inner.collect_captures(names),
            WhereKind::Distinct(capture) => names.push(capture),
            WhereKind::Has(operand) => names.extend(operand.capture()),
            WhereKind::Compare { left, right, .. } => {
                names.extend(left.capture());
                if let Operand::Attribute { capture, .. } = right {
                    names.push(capture);
                }
            }
            WhereKind::Before(left, right) | WhereKind::Distance { left, right, .. } => names.extend([left, right]),
        }
    }
}

impl Operand {
    /// The capture it names.
    pub fn capture(&self) -> Option<&Name> {
        match self {
            Self::Capture(capture) | Self::Attribute { capture, .. } => Some(capture),
            Self::Value(_) => None,
        }
    }
}

impl Template {
    /// The captures it names, in order.
    pub fn captures(&self) -> Vec<&Name> {
        self.pieces.iter().filter_map(TemplatePiece::capture).collect()
    }
}

impl TemplatePiece {
    /// The capture it names.
    pub fn capture(&self) -> Option<&Name> {
        match self {
            Self::Capture(capture) | Self::Attribute { capture, .. } => Some(capture),
            Self::Text(_) => None,
        }
    }
}
