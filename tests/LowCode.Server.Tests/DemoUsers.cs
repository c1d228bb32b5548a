namespace LowCode.Server.Tests;

/// <summary>Sign-in names that the server has in development.</summary>
static class DemoUsers
{
    public const string Password = "lowcode-demo";

    /// <summary>Inspector of 新安居委会 (310106006002).</summary>
    public const string Inspector = "inspector.xinan";

    /// <summary>Reviewer of 江宁路街道 (310106006).</summary>
    public const string Reviewer = "reviewer.jiangning";
}
