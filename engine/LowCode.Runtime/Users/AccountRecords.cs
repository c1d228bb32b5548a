using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Users;

/// <summary>Users and accounts between their records and what they mean.</summary>
internal static class AccountRecords
{
    /// <summary>Writes an account changed; the user's name is set when the record is new.</summary>
    public static async Task ChangeAsync(
        this ImmutableArray<Storage.Changes.RecordWrite>.Builder writes, IStoreSnapshot snapshot, string user, Action<Row> change,
        Caller by, DateTimeOffset at, CancellationToken cancel)
    {
        var id = AccountSet.IdOf(user);
        var existing = await snapshot.FindAsync(AccountSet.Name, id, cancel);
        var row = existing?.Data.Thaw(AccountSet.Shape) ?? new Row(AccountSet.Shape) { [AccountSet.User.Index] = Value.Of(user) };
        change(row);
        writes.AddWrite(existing, AccountSet.Name, id, row, "", by, at);
    }

    /// <summary>Another password: whatever was counted or locked is over, and so are all sessions.</summary>
    public static void SetPassword(this Row account, string hash, bool mustChange, DateTimeOffset at)
    {
        account[AccountSet.Password.Index] = Value.Of(hash);
        account[AccountSet.ChangedAt.Index] = Value.Of(at);
        account[AccountSet.MustChange.Index] = mustChange ? Value.Of(true) : default;
        account.Unlock();
        account.EndSessions();
    }

    /// <summary>Forgets wrong sign-ins.</summary>
    public static void Unlock(this Row account)
    {
        account[AccountSet.Failed.Index] = default;
        account[AccountSet.FailedSince.Index] = default;
        account[AccountSet.LockedUntil.Index] = default;
    }

    /// <summary>Ends all sessions there are.</summary>
    public static void EndSessions(this Row account) =>
        account[AccountSet.Stamp.Index] = Value.Of(IntegerOf(account[AccountSet.Stamp]) + 1);

    /// <summary>Ends all sessions there are because their devices are not to be trusted any more.</summary>
    public static void RevokeSessions(this Row account, DateTimeOffset at)
    {
        account.EndSessions();
        account[AccountSet.RevokedStamp.Index] = account[AccountSet.Stamp];
        account[AccountSet.RevokedAt.Index] = Value.Of(at);
    }

    /// <summary>A user with the roles that they are given; whom they stand in for stays as it is.</summary>
    public static Row Write(Caller user, Record? existing)
    {
        var row = existing?.Data.Thaw(UserSet.Shape) ?? new Row(UserSet.Shape);
        row[UserSet.UserName.Index] = Value.Of(user.Name);
        row[UserSet.Title.Index] = Value.Of(user.Title);
        row[UserSet.Administrator.Index] = Value.Of(user.IsAdministrator);
        row[UserSet.Locale.Index] = Value.Of(user.Locale);
        row[UserSet.Roles.Index] = RoleRecords.Write(user.Roles, UserSet.Roles.Rows!);
        return row;
    }

    /// <summary>A user with all roles that they are given, whether they are in force or not.</summary>
    public static Caller ReadCaller(Record user)
    {
        var data = user.Data;
        return new Caller(data[UserSet.UserName].AsText(), data[UserSet.Title].AsText(), RoleRecords.Read(data[UserSet.Roles]),
            data[UserSet.Administrator].AsBoolean(), data[UserSet.Locale].AsText());
    }

    public static Account Read(Caller caller, Record? account)
    {
        if (account?.Data is not { } data)
            return new Account(caller);
        return new Account(caller)
        {
            PasswordHash = data[AccountSet.Password].TextOrNull(),
            PasswordChangedAt = InstantOf(data[AccountSet.ChangedAt]),
            MustChangePassword = IsTrue(data[AccountSet.MustChange]),
            IsDisabled = IsTrue(data[AccountSet.Disabled]),
            Stamp = IntegerOf(data[AccountSet.Stamp]),
            RevokedStamp = IntegerOf(data[AccountSet.RevokedStamp]),
            RevokedAt = InstantOf(data[AccountSet.RevokedAt]),
            Failed = (int)IntegerOf(data[AccountSet.Failed]),
            LockedUntil = InstantOf(data[AccountSet.LockedUntil]),
            SecondFactor = data[AccountSet.Factor].TextOrNull() is { } secret
                ? new SecondFactor(secret, IsTrue(data[AccountSet.FactorOn]), IntegerOf(data[AccountSet.FactorStep]), RecoveryOf(data))
                : null,
        };
    }

    public static bool IsTrue(Value value) => !value.IsEmpty && value.AsBoolean();

    public static long IntegerOf(Value value) => value.IsEmpty ? 0 : value.AsInteger();

    public static DateTimeOffset? InstantOf(Value value) => value.IsEmpty ? null : value.AsInstant();

    private static ImmutableArray<string> RecoveryOf(Row data)
    {
        var hashes = ImmutableArray.CreateBuilder<string>();
        foreach (var row in data[AccountSet.Recovery].AsRows())
            hashes.Add(row["hash"].AsText());
        return hashes.ToImmutable();
    }
}
