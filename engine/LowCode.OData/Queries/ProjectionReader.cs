using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;
using Microsoft.OData.Edm;

namespace LowCode.OData.Queries;

/// <summary>Makes $select and $expand a projection; what the caller may not see is refused like a misspelling.</summary>
/// <param name="binder">Who asks, and of which service.</param>
/// <param name="computed">Names that have been computed beside the set's properties.</param>
internal sealed class ProjectionReader(Binder binder, ImmutableHashSet<string> computed)
{
    private const int MostLinks = 100;
    private const int MostLevels = 8;

    private int _links;

    public ProjectionTree Read(Clause select, Clause expand, EntityPlan entity)
    {
        var tree = new ProjectionTree();
        Fill(tree, select, ItemParser.Parse(select), expand, ItemParser.Parse(expand), entity, entity, 1);
        return tree;
    }

    private void Fill(
        ProjectionTree tree, Clause select, ImmutableArray<ItemNode> selected, Clause expand, ImmutableArray<ItemNode> expanded,
        TypePlan type, EntityPlan entity, int level)
    {
        var all = selected.IsEmpty;
        foreach (var item in selected)
        {
            if (item.IsAll && item.Suffix is ItemSuffix.None)
                all = true;
            else
                Select(tree, item, select, type, entity, level);
        }
        if (all)
            tree.Selected = null;
        foreach (var item in expanded)
            Expand(tree, item, expand, type, entity, level);
    }

    private void Select(ProjectionTree tree, ItemNode item, Clause clause, TypePlan type, EntityPlan entity, int level)
    {
        if (level == 1 && ReferenceEquals(type, entity) && item.Path is [var only] && computed.Contains(only.Name))
        {
            ItemCheck.Select(item, null, clause);
            tree.Selected ??= new(StringComparer.Ordinal);
            tree.Computed.Add(only.Name);
            return;
        }
        TypePlan? at = type;
        PropertyPlan? property = null;
        for (var i = 0; i < item.Path.Length; i++)
        {
            tree.Selected ??= new(StringComparer.Ordinal);
            var (position, name) = item.Path[i];
            if (i == 0 && IsOperation(type, name))
                return;
            if (at is null)
                throw clause.UnknownProperty(position, name, []);
            property = Lookup(at, name, position, entity, clause);
            if (!tree.Selected.TryGetValue(property.Name, out var inside))
                tree.Selected[property.Name] = inside = new ProjectionTree();
            if (inside.IsWhole && inside.Members is null)
                return;
            tree = inside;
            if (i < item.Path.Length - 1 && CheckPart(at, property, item.Path[i + 1], clause))
                return;
            at = property switch
            {
                GroupProperty group => group.Type,
                TableProperty table => table.Row,
                _ => null,
            };
        }
        ItemCheck.Select(item, property, clause);
        tree.Members = MembersOf(item.Options, property, clause, entity);
        if (!item.Options.Select.IsEmpty && at is not null)
            Fill(tree, clause, item.Options.Select, clause, item.Options.Expand, at, entity, level);
        else
            (tree.Selected, tree.IsWhole) = (null, true);
    }

    private MemberOptions? MembersOf(ItemOptions options, PropertyPlan? property, Clause clause, EntityPlan entity)
    {
        if (options.Filter is null && options.Order.IsEmpty && options.Skip is null && options.Top is null && !options.Count)
            return null;
        var place = property is TableProperty table
            ? new Place(table.Row, entity, field => new Field(field), field => new OwnerField(field)) : Place.Of([]);
        var scope = new Scope(place, null, new BoundPlace(place, null), 0);
        return new MemberOptions(options.Filter is { } filter ? binder.Condition(clause, filter, scope) : null,
            binder.Order(clause, options.Order, scope), options.Skip ?? 0, options.Top, options.Count);
    }

    // Parts of locations, attachments and decisions are answered whole; they only must exist.
    private static bool CheckPart(TypePlan type, PropertyPlan property, (int Position, string Name) part, Clause clause)
    {
        if (property is NavigationProperty or ReverseProperty)
            throw clause.NotSupported($"{property.Name}/{part.Name}");
        if (property is GroupProperty or TableProperty)
            return false;
        var edm = type.Edm.FindProperty(property.Name).Type;
        var element = edm.IsCollection() ? edm.AsCollection().ElementType() : edm;
        var known = element.Definition is IEdmStructuredType parts ? parts.Properties().Select(one => one.Name).ToArray() : [];
        return known.Contains(part.Name) ? true : throw clause.UnknownProperty(part.Position, part.Name, known);
    }

    // Actions and functions are only advertised: naming them selects no property.
    private bool IsOperation(TypePlan type, string name) => type.Find(name) is null
        && (name == binder.Model.Namespace + ".*" || binder.Model.Edm.SchemaElements.Any(element => element is IEdmOperation
            && (element.Name == name || element.FullName() == name)));

    private void Expand(ProjectionTree tree, ItemNode item, Clause clause, TypePlan type, EntityPlan entity, int level)
    {
        if (item.IsAll)
        {
            foreach (var each in Sight.Seen(binder.Reader, entity, type).Where(property => property is NavigationProperty or ReverseProperty))
                Expand(tree, each, item, clause, level);
            return;
        }
        var (position, name) = item.Path[0];
        var link = Lookup(type, name, position, entity, clause);
        if (item.Path.Length > 1 || link is not (NavigationProperty or ReverseProperty))
            throw clause.NotSupported(string.Join('/', item.Path.Select(step => step.Name)));
        Expand(tree, link, item, clause, level);
    }

    private void Expand(ProjectionTree tree, PropertyPlan link, ItemNode item, Clause clause, int level)
    {
        var (options, target) = (item.Options, (link as ReverseProperty)?.Target ?? ((NavigationProperty)link).Target);
        ItemCheck.Expand(item, link is ReverseProperty, clause);
        if (options.Levels is 0)
            return;
        if (++_links > MostLinks || level > MostLevels)
            throw clause.TooDeep();
        var inside = new ProjectionTree();
        Fill(inside, clause, options.Select, clause, options.Expand, target, target, level + 1);
        if (options.Levels is > 1 && ReferenceEquals(target.Find(link.Name), link) && (options.Levels < int.MaxValue || level < MostLevels))
        {
            var less = options.Levels == int.MaxValue ? int.MaxValue : options.Levels - 1;
            Expand(inside, link, item with { Options = options with { Levels = less } }, clause, level + 1);
        }
        // What is expanded cannot see the entity that it is expanded in.
        var scope = new Scope(Place.Root(target), null, null, 0);
        tree.Expanded[link.Name] = new Expansion(link, inside, item.Suffix)
        {
            Filter = options.Filter is { } filter ? binder.Condition(clause, filter, scope) : null,
            Order = binder.Order(clause, options.Order, scope),
            Skip = options.Skip ?? 0,
            Top = options.Top,
            Count = options.Count,
        };
    }

    private PropertyPlan Lookup(TypePlan type, string name, int position, EntityPlan entity, Clause clause) =>
        Sight.Find(binder.Reader, entity, type, name)
            ?? throw clause.UnknownProperty(position, name, Sight.Seen(binder.Reader, entity, type).Select(property => property.Name));
}
