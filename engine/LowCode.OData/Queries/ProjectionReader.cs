using LowCode.OData.Model;
using LowCode.Runtime.Reading;
using Microsoft.OData.UriParser;

namespace LowCode.OData.Queries;

/// <summary>Reads the library's $select and $expand into a projection; what the caller may not see is refused like a misspelling.</summary>
internal sealed class ProjectionReader(RecordReader reader, OptionText select, OptionText expand)
{
    public ProjectionTree Read(SelectExpandClause? clause, EntityPlan entity)
    {
        var tree = new ProjectionTree();
        if (clause is not null)
            Fill(tree, clause, entity, entity);
        return tree;
    }

    private void Fill(ProjectionTree tree, SelectExpandClause clause, TypePlan type, EntityPlan entity)
    {
        var all = clause.AllSelected;
        foreach (var item in clause.SelectedItems)
        {
            switch (item)
            {
                case WildcardSelectItem:
                    all = true;
                    break;
                case PathSelectItem path:
                    Select(tree, path, type, entity);
                    break;
                case ExpandedNavigationSelectItem expanded:
                    Expand(tree, expanded, type, entity, false);
                    break;
                case ExpandedReferenceSelectItem expanded:
                    Expand(tree, expanded, type, entity, true);
                    break;
                case NamespaceQualifiedWildcardSelectItem:
                    tree.Selected ??= [];
                    break;
                default:
                    throw expand.NotSupported(item.GetType().Name);
            }
        }
        if (all)
            tree.Selected = null;
    }

    private void Select(ProjectionTree tree, PathSelectItem item, TypePlan type, EntityPlan entity)
    {
        if (item.HasOptions && (item.FilterOption ?? item.OrderByOption ?? item.TopOption ?? item.SkipOption ?? item.CountOption
            ?? item.SearchOption ?? (object?)item.ComputeOption) is not null)
            throw select.NotSupported("$select(...)");
        TypePlan? at = type;
        foreach (var segment in item.SelectedPath)
        {
            tree.Selected ??= new(StringComparer.Ordinal);
            if (segment is OperationSegment)
                return;
            var name = segment.Identifier;
            if (segment is not (PropertySegment or NavigationPropertySegment))
                throw select.NotSupported(name);
            if (at is null)
            {
                // A part of a location or an attachment: these are answered whole.
                return;
            }
            var property = Lookup(at, name, entity, select);
            if (!tree.Selected.TryGetValue(name, out var inside))
                tree.Selected[name] = inside = new ProjectionTree();
            if (inside.IsWhole)
                return;
            tree = inside;
            at = property switch
            {
                GroupProperty group => group.Type,
                TableProperty table => table.Row,
                _ => null,
            };
        }
        if (item.SelectAndExpand is { } nested && at is not null && nested.SelectedItems.Any())
            Fill(tree, nested, at, entity);
        else
            (tree.Selected, tree.IsWhole) = (null, true);
    }

    private void Expand(ProjectionTree tree, ExpandedReferenceSelectItem item, TypePlan type, EntityPlan entity, bool referenceOnly)
    {
        if (item.PathToNavigationProperty is not { Count: 1 } path || path.FirstSegment is not NavigationPropertySegment segment)
            throw expand.NotSupported(string.Join('/', item.PathToNavigationProperty.Select(step => step.Identifier)));
        if ((item.FilterOption ?? item.OrderByOption ?? item.TopOption ?? item.SkipOption ?? item.CountOption
            ?? item.SearchOption ?? item.ComputeOption ?? (object?)item.ApplyOption) is not null)
            throw expand.NotSupported("$expand(...)");
        if (item is ExpandedNavigationSelectItem { LevelsOption: not null })
            throw expand.NotSupported("$levels");
        var link = (NavigationProperty)Lookup(type, segment.Identifier, entity, expand);
        var inside = new ProjectionTree();
        if (item is ExpandedNavigationSelectItem { SelectAndExpand: { } nested })
            Fill(inside, nested, link.Target, link.Target);
        tree.Expanded[link.Name] = new Expansion(link, inside, referenceOnly);
    }

    private PropertyPlan Lookup(TypePlan type, string name, EntityPlan entity, OptionText option)
    {
        var property = type.Find(name);
        if (property is null || !Sight.Sees(reader, entity, property))
            throw option.UnknownProperty(name, type.Properties.Where(other => Sight.Sees(reader, entity, other)).Select(other => other.Name));
        return property;
    }
}
