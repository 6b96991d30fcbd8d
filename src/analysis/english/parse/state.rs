//! Where a parse stands: what was read, what still has no head, what hangs on what.
//!
//! The transitions are those of arc-hybrid (Kuhlmann, Gómez-Rodríguez and Satta
//! 2011). The root stands behind the sentence, as if it were its last word, and
//! takes one dependent.

/// A place in a sentence; the number of words stands for the root.
pub(super) type Place = usize;

/// A step of a parse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Transition {
    /// The next word goes on the stack.
    Shift,
    /// The top of the stack becomes a dependent of the next word.
    Left(u8),
    /// The top of the stack becomes a dependent of the one under it.
    Right(u8),
}

/// A word in a parse under way.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Node {
    pub(in super::super) head: Option<Place>,
    /// The number of its relation.
    pub(in super::super) label: u8,
    /// The outermost two dependents on each side, the outermost first.
    pub(super) left: [Option<Place>; 2],
    pub(super) right: [Option<Place>; 2],
    /// The relations of its dependents on each side, a bit for each.
    pub(super) left_labels: u64,
    pub(super) right_labels: u64,
    /// How many dependents there are on each side, up to [`MOST_COUNTED`].
    pub(super) left_count: u8,
    pub(super) right_count: u8,
}

const MOST_COUNTED: u8 = 5;

impl Node {
    pub(super) const fn has_no_dependents(&self) -> bool {
        self.left_count == 0 && self.right_count == 0
    }
}

/// A parse under way. Its memory is reused from sentence to sentence.
#[derive(Debug, Default)]
pub(in super::super) struct State {
    pub(in super::super) stack: Vec<Place>,
    /// The next word.
    pub(in super::super) next: Place,
    /// The words, and the root.
    pub(in super::super) nodes: Vec<Node>,
}

impl State {
    pub(in super::super) fn begin(&mut self, words: usize) {
        self.stack.clear();
        self.next = 0;
        self.nodes.clear();
        self.nodes.resize(words + 1, Node::default());
    }

    /// The place of the root.
    pub(in super::super) fn root(&self) -> Place {
        self.nodes.len() - 1
    }

    pub(in super::super) fn is_done(&self) -> bool {
        self.next == self.root() && self.stack.is_empty()
    }

    /// The word on the stack with so many above it.
    pub(in super::super) fn stacked(&self, above: usize) -> Option<Place> {
        self.stack.len().checked_sub(above + 1).map(|index| self.stack[index])
    }

    pub(in super::super) fn may_shift(&self) -> bool {
        self.next < self.root()
    }

    /// The root takes a word only when no other is left.
    pub(in super::super) fn may_left(&self) -> bool {
        !self.stack.is_empty() && (self.next < self.root() || self.stack.len() == 1)
    }

    pub(in super::super) fn may_right(&self) -> bool {
        self.stack.len() >= 2
    }

    /// The head that a transition gives the top of the stack.
    pub(in super::super) fn head_by(&self, transition: Transition) -> Option<Place> {
        match transition {
            Transition::Shift => None,
            Transition::Left(_) => Some(self.next),
            Transition::Right(_) => self.stacked(1),
        }
    }

    /// Takes a step that may be taken.
    pub(in super::super) fn apply(&mut self, transition: Transition) {
        let head = self.head_by(transition);
        match transition {
            Transition::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Transition::Left(label) | Transition::Right(label) => {
                if let (Some(head), Some(dependent)) = (head, self.stack.pop()) {
                    self.attach(dependent, head, label);
                }
            }
        }
    }

    fn attach(&mut self, dependent: Place, head: Place, label: u8) {
        self.nodes[dependent].head = Some(head);
        self.nodes[dependent].label = label;
        let node = &mut self.nodes[head];
        let bit = 1 << (label % 64);
        if dependent < head {
            node.left = [Some(dependent), node.left[0]];
            node.left_labels |= bit;
            node.left_count = (node.left_count + 1).min(MOST_COUNTED);
        } else {
            node.right = [Some(dependent), node.right[0]];
            node.right_labels |= bit;
            node.right_count = (node.right_count + 1).min(MOST_COUNTED);
        }
    }
}
