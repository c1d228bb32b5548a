using System.ComponentModel.DataAnnotations;
using LowCode.Server.SignIn;
using LowCode.Stores;

namespace LowCode.Server.Hosting;

/// <summary>
/// What an operator sets, from <c>appsettings.json</c>, environment (<c>LOWCODE_Data</c>, <c>LOWCODE_Demo__Users</c>) or
/// command line (<c>--data</c>, <c>--templates</c>, <c>--Demo:Users=true</c>), later ones over earlier ones.
/// </summary>
sealed class ServerOptions
{
    /// <summary>
    /// Where the data lies: a folder with the embedded database and everything else, made when it is missing; or
    /// <c>postgres:</c> and the folder that all nodes share, for attachments, keys and backups.
    /// </summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>Connection string of PostgreSQL. Not on the command line: lists of processes show it.</summary>
    public string? Postgres { get; set; }

    /// <summary>Schema in the database that holds everything; installations in one database take different ones.</summary>
    public string Schema { get; set; } = "lowcode";

    /// <summary>Folder of the packs that are installed at the first start; found beside the program unless given.</summary>
    public string? Templates { get; set; }

    /// <summary>
    /// The server's address as browsers see it, when something in front of it ends https or has another name:
    /// <c>https://juwei.example.cn</c>. What browsers ask for by themselves must come from there.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>
    /// Addresses and networks of the proxies in front (<c>10.0.0.5</c>, <c>10.1.0.0/16</c>). What one of them says in
    /// <see cref="ForwardedHeader"/> is the address from which a request comes; nobody else is believed.
    /// </summary>
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>The header in which proxies say from which address a request comes.</summary>
    public string ForwardedHeader { get; set; } = "X-Forwarded-For";

    /// <summary>Requests a minute of each user, and of each access token; 0 for any number.</summary>
    public int RequestsPerMinute { get; set; } = 6_000;

    /// <summary>Requests a minute of each address, signed in or not; 0 for any number.</summary>
    public int AddressRequestsPerMinute { get; set; } = 60_000;

    /// <summary>Sign-ins a minute that each address may try, right or wrong, for whatever names; 0 for any number.</summary>
    public int SignInsPerMinute { get; set; } = 60;

    /// <summary>Minutes after which a session of a browser is over when it is not used.</summary>
    public int SessionIdleMinutes { get; set; } = 30;

    /// <summary>Hours after which a session of a browser is over however much it is used.</summary>
    public int SessionHours { get; set; } = 12;

    /// <summary>
    /// Whether administrators must have a second factor: one without sets it up before anything else. Who comes by single sign-on
    /// has what the provider asks for.
    /// </summary>
    public bool AdministratorsNeedSecondFactor { get; set; }

    /// <summary>Single sign-on at a provider of others; off without its address.</summary>
    public SingleSignOnOptions SingleSignOn { get; set; } = new();

    /// <summary>IANA name of the time zone of <c>today()</c> and of deadlines.</summary>
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>Most bytes of memory that current records may take; 0 for 60 % of what the machine has.</summary>
    public long MemoryLimit { get; set; }

    /// <summary>Largest request body in bytes, attachments not counted.</summary>
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Largest attachment in bytes, whatever a form allows.</summary>
    public long MaxAttachmentBytes { get; set; } = 50 * 1024 * 1024;

    /// <summary>Bytes of attachments that each user may upload in a day; 0 for any number.</summary>
    public long UploadBytesPerDay { get; set; } = 1024L * 1024 * 1024;

    /// <summary>
    /// Days for which an upload is kept that no record names; 0 for ever. More than a device is without a network that has uploaded
    /// a photo and not yet sent its record.
    /// </summary>
    public int UnusedUploadDays { get; set; } = 60;

    /// <summary>Most requests served at once; more wait in a short queue, then get 503.</summary>
    public int MaxConcurrentRequests { get; set; } = 512;

    /// <summary>
    /// Records, table rows and other members of collections that may be looked at for one OData request; what an index or
    /// columns pass over costs next to nothing.
    /// </summary>
    public long MaxQueryWork { get; set; } = 100_000_000;

    /// <summary>Seconds that the store may be at work for one OData request.</summary>
    public int MaxQuerySeconds { get; set; } = 30;

    /// <summary>Queries that are answered at once for each user; more wait for their turn.</summary>
    public int QueriesAtOnce { get; set; } = 8;

    /// <summary>Queries of a user that may wait for their turn; more get 429.</summary>
    public int MaxWaitingQueries { get; set; } = 256;

    /// <summary>Seconds between two looks for deadlines that have passed.</summary>
    public int TimerSeconds { get; set; } = 15;

    /// <summary>The demonstration.</summary>
    public DemoOptions Demo { get; set; } = new();

    /// <summary>What <see cref="Data"/> names.</summary>
    public StoreName Store => StoreName.Parse(Data);
}

/// <summary>What is there for trying things out.</summary>
sealed class DemoOptions
{
    /// <summary>
    /// People with known passwords at real divisions. On in development unless said otherwise; elsewhere the server
    /// refuses to start with it unless <see cref="IKnowThatPasswordsArePublic"/> is set too.
    /// </summary>
    public bool? Users { get; set; }

    /// <summary>Says that the operator means it.</summary>
    public bool IKnowThatPasswordsArePublic { get; set; }
}
