//! The parsed page as one flat list in document order: every later step is a loop over it, none is recursive.

use std::collections::HashMap;

use scraper::node::Element;
use scraper::{Html, Node as ParsedNode};

use super::tag::Tag;

/// Index of a node in [`Dom::nodes`].
pub type NodeId = u32;

/// A node of the flat tree.
#[derive(Debug)]
pub struct Node<'a> {
    /// Element or text.
    pub kind: Kind<'a>,
    /// Parent; the root is its own.
    pub parent: NodeId,
    /// One past the last node of its subtree.
    pub end: NodeId,
    /// Code points of text before it in the page.
    pub before: u32,
    /// The element's name; of a text, its parent's.
    pub tag: Tag,
    /// Its place among the siblings of the same name, from 1.
    pub nth: u32,
    /// Inline style it stands in: [`LINK`], [`BOLD`], [`ITALIC`].
    pub style: u8,
}

/// What a node is.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'a> {
    /// An element.
    Element(&'a Element),
    /// Text.
    Text(&'a str),
}

/// Inside a link.
pub const LINK: u8 = 1;
/// Inside bold.
pub const BOLD: u8 = 2;
/// Inside italics.
pub const ITALIC: u8 = 4;

/// A page in document order.
#[derive(Debug)]
pub struct Dom<'a> {
    /// Nodes; a node's subtree is `id..node.end`.
    pub nodes: Vec<Node<'a>>,
}

impl<'a> Dom<'a> {
    /// Flattens the parsed tree; only elements and text are kept.
    pub fn new(html: &'a Html) -> Self {
        let mut nodes: Vec<Node<'a>> = Vec::with_capacity(4096);
        let mut open: Vec<NodeId> = Vec::new();
        let mut seen: HashMap<(NodeId, &'a str), u32> = HashMap::with_capacity(1024);
        let mut before = 0u32;
        let root = html.tree.root();
        let mut at = root.first_child();
        while let Some(node) = at {
            let parent = open.last().copied().unwrap_or(0);
            let id = nodes.len() as NodeId;
            let mut entered = false;
            let above = nodes.get(parent as usize).map_or(0, |p| p.style);
            match node.value() {
                ParsedNode::Element(element) => {
                    let name = element.name();
                    let nth = seen.entry((parent, name)).or_insert(0);
                    *nth += 1;
                    let tag = Tag::of(name);
                    let own = match tag {
                        Tag::A if element.attr("href").is_some() => LINK,
                        Tag::B | Tag::Strong => BOLD,
                        Tag::I | Tag::Em | Tag::Cite => ITALIC,
                        _ => 0,
                    };
                    nodes.push(Node {
                        kind: Kind::Element(element),
                        parent,
                        end: id + 1,
                        before,
                        tag,
                        nth: *nth,
                        style: above | own,
                    });
                    entered = node.first_child().is_some();
                }
                ParsedNode::Text(text) if !open.is_empty() => {
                    let tag = nodes.get(parent as usize).map_or(Tag::Other, |p| p.tag);
                    nodes.push(Node {
                        kind: Kind::Text(text),
                        parent,
                        end: id + 1,
                        before,
                        tag,
                        nth: 0,
                        style: above,
                    });
                    before += text.chars().count() as u32;
                }
                _ => {}
            }
            if entered {
                open.push(id);
                at = node.first_child();
                continue;
            }
            let mut from = node;
            at = loop {
                if let Some(next) = from.next_sibling() {
                    break Some(next);
                }
                let end = nodes.len() as NodeId;
                match (from.parent(), open.pop()) {
                    (Some(up), Some(id)) => {
                        if let Some(node) = nodes.get_mut(id as usize) {
                            node.end = end;
                        }
                        from = up;
                    }
                    _ => break None,
                }
            };
        }
        Self { nodes }
    }

    /// The node, or the root for an id from elsewhere.
    pub fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[(id as usize).min(self.nodes.len() - 1)]
    }

    /// True for a page without a single element.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The element's own attributes.
    pub fn element(&self, id: NodeId) -> Option<&'a Element> {
        match self.node(id).kind {
            Kind::Element(element) => Some(element),
            Kind::Text(_) => None,
        }
    }

    /// The value of an attribute.
    pub fn attr(&self, id: NodeId, name: &str) -> Option<&'a str> {
        self.element(id).and_then(|element| element.attr(name))
    }

    /// True when `inner` is `outer` or stands inside it.
    pub fn within(&self, inner: NodeId, outer: NodeId) -> bool {
        outer <= inner && inner < self.node(outer).end
    }

    /// The ids of a subtree, the top included.
    pub fn subtree(&self, id: NodeId) -> std::ops::Range<NodeId> {
        id..self.node(id).end
    }

    /// The element and those above it, inside out.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut at = Some(id);
        std::iter::from_fn(move || {
            let id = at?;
            let parent = self.node(id).parent;
            at = (parent != id && id != 0).then_some(parent);
            Some(id)
        })
    }

    /// All text below the element, as parsed.
    pub fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        for id in self.subtree(id) {
            if let Kind::Text(t) = self.node(id).kind {
                text.push_str(t);
            }
        }
        text
    }

    /// The CSS path of an element: `html>body>div:nth-of-type(2)`.
    pub fn path(&self, id: NodeId) -> String {
        let mut steps: Vec<NodeId> = self.ancestors(id).collect();
        steps.reverse();
        let mut path = String::new();
        for step in steps {
            let node = self.node(step);
            let Kind::Element(element) = node.kind else {
                continue;
            };
            if !path.is_empty() {
                path.push('>');
            }
            push_name(&mut path, element.name());
            if !matches!(node.tag, Tag::Html | Tag::Head | Tag::Body) {
                path.push_str(":nth-of-type(");
                path.push_str(&node.nth.to_string());
                path.push(')');
            }
        }
        path
    }
}

/// A name as a CSS identifier.
fn push_name(path: &mut String, name: &str) {
    for c in name.chars() {
        if !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()) {
            path.push('\\');
        }
        path.push(c);
    }
}
