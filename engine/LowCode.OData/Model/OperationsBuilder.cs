using Microsoft.OData.Edm;

namespace LowCode.OData.Model;

/// <summary>
/// Bound operations: an action for each transition of a workflow, what a caller may do next, what has
/// happened to it, and the dry run.
/// Each action takes an optional <c>changes</c> or <c>record</c>: an entity of which only the fields to set are sent.
/// </summary>
internal static class OperationsBuilder
{
    /// <summary>Name of the parameter with the fields that a transition changes on its way.</summary>
    public const string Changes = "changes";

    /// <summary>Name of the parameter with the fields of a dry run.</summary>
    public const string Input = "record";

    // What an action is bound to; what a transition gives is the same record, so a client may take it for that.
    private const string Bound = "it";

    public static void Add(ServiceEdm model, SharedTypes shared, string ns, EntityPlan entity)
    {
        var type = new EdmEntityTypeReference((EdmEntityType)entity.Edm, true);
        var binding = new EdmEntityTypeReference((EdmEntityType)entity.Edm, false);
        foreach (var transition in entity.Workflow?.Transitions ?? [])
        {
            var action = new EdmAction(ns, ActionName(model, ns, transition.Name), type, isBound: true, new EdmPathExpression(Bound));
            action.AddParameter(Bound, binding);
            model.AddOptional(action, Changes, type);
            model.AddElement(action);
            model.Describe(action, transition.Title);
        }
        if (entity.Workflow is not null)
        {
            var function = new EdmFunction(ns, Names.AvailableTransitions,
                SharedTypes.Collection(shared.Transition), isBound: true, null, isComposable: false);
            function.AddParameter(Bound, binding);
            model.AddElement(function);
        }
        var history = new EdmFunction(ns, Names.History, SharedTypes.Collection(shared.Change), isBound: true, null, isComposable: false);
        history.AddParameter(Bound, binding);
        model.AddElement(history);
        var evaluation = new EdmComplexTypeReference(shared.Evaluation, false);
        foreach (var bound in (IEdmTypeReference[])[binding, new EdmCollectionTypeReference(new EdmCollectionType(binding))])
        {
            var evaluate = new EdmAction(ns, Names.Evaluate, evaluation, isBound: true, null);
            evaluate.AddParameter(Bound, bound);
            model.AddOptional(evaluate, Input, type);
            model.AddElement(evaluate);
        }
    }

    /// <summary>The action of a transition; types and actions share a namespace.</summary>
    public static string ActionName(IEdmModel model, string ns, string transition) =>
        Names.Free(transition, name => name is Names.Evaluate or Names.AvailableTransitions or Names.History || model.FindDeclaredType($"{ns}.{name}") is not null);
}
