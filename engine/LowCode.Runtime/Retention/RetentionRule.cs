using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Erasing;
using LowCode.Runtime.Serving;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Retention;

/// <summary>How long the records of a form are kept, and by which queries those that are due are found. Immutable.</summary>
internal sealed class RetentionRule(CompiledForm form, RetentionDefinition definition)
{
    /// <summary>
    /// Who erases. No person has such a name, so that records whose last change is by it are known to be erased.
    /// </summary>
    public static Caller Eraser { get; } = Caller.System with { Name = "system:retention" };

    /// <summary>The form.</summary>
    public CompiledForm Form => form;

    /// <summary>What it says.</summary>
    public RetentionDefinition Definition => definition;

    /// <summary>Those of all forms that serve.</summary>
    public static IEnumerable<RetentionRule> Of(ServingState serving) =>
        from app in serving.Apps.Values
        from form in app.Forms.Values
        where form.Definition.Retention is not null
        select new RetentionRule(form, form.Definition.Retention!);

    /// <summary>
    /// What finds the records that are due: a query for each state, the oldest first, because an index begins with the state and
    /// goes on in that order.
    /// </summary>
    public IEnumerable<Query> Due(DateTimeOffset now)
    {
        if (form.Workflow is null)
            return [Due(now, [])];
        return definition.StatesIn(form.Workflow).Distinct(StringComparer.Ordinal)
            .Select(state => Due(now, [new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(SystemField.State)), new Constant(Value.Of(state)))]));
    }

    /// <summary>What erases records.</summary>
    public ErasureOrder Order(ImmutableArray<Guid> records) =>
        new(form.App, form.Definition.Name, records, RetentionMessages.Reason.Format(Eraser.Locale, ("days", definition.Days)))
        {
            IsWhole = definition.Erase == RetentionErases.Record,
        };

    private Query Due(DateTimeOffset now, ImmutableArray<Expression> conditions)
    {
        var modifiedAt = new Field(FieldRef.Of(SystemField.ModifiedAt));
        conditions = conditions.Add(new Compare(ComparisonOperator.LessOrEqual, modifiedAt, new Constant(Value.Of(now.AddDays(-definition.Days)))));
        if (definition.Erase == RetentionErases.Sensitive)
            conditions = conditions.Add(NotErased());
        return new Query(form.SetName) { Filter = Conjuncts.All(conditions), OrderBy = [new OrderTerm(modifiedAt)] };
    }

    // Erased records stay. What they hold now may be empty while their past is not, so it is the last change that tells; and
    // fields may have become sensitive since.
    private Or NotErased() => new(
    [
        new Compare(ComparisonOperator.NotEqual, new Field(FieldRef.Of(SystemField.ModifiedBy)), new Constant(Value.Of(Eraser.Name))),
        .. Filled(form.Fields, 0),
    ]);

    private static IEnumerable<Expression> Filled(FieldMap fields, int scope)
    {
        foreach (var slot in fields.Slots)
        {
            var field = new Field(FieldRef.Of(slot), scope);
            if (slot.Rows is null && fields.IsSensitive(slot.Index))
                yield return new Compare(ComparisonOperator.NotEqual, field, new Constant(default));
            else if (slot.Rows is not null && Filled(fields.Rows(slot.Index), scope + 1).ToImmutableArray() is { IsEmpty: false } inner)
                yield return new Lambda(false, field, scope + 1, inner is [var one] ? one : new Or(inner));
        }
    }
}
