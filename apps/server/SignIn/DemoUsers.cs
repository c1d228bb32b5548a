using LowCode.Runtime;
using LowCode.Runtime.Callers;

namespace LowCode.Server.SignIn;

/// <summary>
/// People for trying things out, all made up, at real divisions: a committee, its street, its district, the city.
/// Their password is public.
/// </summary>
static class DemoUsers
{
    /// <summary>The password of all of them.</summary>
    public const string Password = "lowcode-demo";

    private static readonly Caller[] People =
    [
        new("inspector.xinan", "演示·新安居委会检查员", [new RoleAssignment("inspector", "310106006002")]),
        new("inspector.yongle", "演示·永乐居委会检查员", [new RoleAssignment("inspector", "310106006003")]),
        new("reviewer.jiangning", "演示·江宁路街道审核员", [new RoleAssignment("reviewer", "310106006")]),
        new("reviewer.jingan", "演示·静安区审核员", [new RoleAssignment("reviewer", "310106")]),
        new("viewer.city", "演示·市级查看员", [new RoleAssignment("viewer", "31")]),
        new("admin", "演示·管理员", [], IsAdministrator: true),
    ];

    /// <summary>Adds those that are missing; whoever is there already stays as is.</summary>
    public static async Task EnsureAsync(Installation installation, CancellationToken cancel)
    {
        var missing = new List<(Caller User, string? PasswordHash)>();
        foreach (var person in People)
        {
            if (await installation.Users.FindAsync(person.Name, cancel) is null)
                missing.Add((person, PasswordHashes.Of(Password)));
        }
        if (missing.Count > 0)
            await installation.Users.SaveAsync(Caller.System, missing, cancel);
    }
}
