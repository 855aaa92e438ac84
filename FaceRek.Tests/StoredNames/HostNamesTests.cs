using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Pages.Organization;
using FaceRek.Web.Security;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FaceRek.Tests.StoredNames;

/// <summary>Addresses and who may open them, settings, files in the data folder, and the audit log.</summary>
public sealed partial class HostNamesTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private static readonly string[] RoleWords = ["employee", "manager", "admin", "owner"];

    [Fact]
    public async Task Pages_have_the_addresses_they_had_and_are_open_to_the_same_people()
    {
        var lines = new HashSet<string>();
        foreach (var page in Endpoints().Where(IsPage))
        {
            _ = lines.Add($"{Route(page)}: {await WhoAsync(page)}");
        }
        Golden.Holds("Addresses of pages", lines);
    }

    [Fact]
    public async Task Other_addresses_are_what_they_were_and_are_open_to_the_same_people()
    {
        var lines = new HashSet<string>();
        foreach (var endpoint in Endpoints().Where(endpoint => !IsPage(endpoint) && !IsFile(endpoint)))
        {
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["any"];
            _ = lines.Add($"{Joined(methods)} {Route(endpoint)}: {await WhoAsync(endpoint)}");
        }
        Golden.Holds("Other addresses", lines);
    }

    [Fact]
    public void Reports_have_the_addresses_they_had() =>
        Golden.Holds(
            "Addresses of reports",
            Enum.GetValues<ReportKind>()
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{(int)kind}: {kind.Slug()}"))
        );

    /// <summary>Each line of the golden file sets a different value; the product has exactly these settings.</summary>
    [Fact]
    public async Task Settings_are_read_under_the_names_they_had()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-settings-");
        try
        {
            var lines = Golden
                .Of("Settings")
                .Select(line => line.Replace("{folder}", folder.FullName, StringComparison.Ordinal).Split('=', 2))
                .ToList();
            var types = new List<Type>();
            var key = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(number => (byte)number)]);
            await using var host = FaceRekHost.Build(
                [
                    .. lines.Select(line => $"--{line[0]}={line[1]}"),
                    $"--Faces:MasterKey={key}",
                    "--environment",
                    "Development",
                ],
                builder =>
                    types.AddRange(builder.Services.Select(service => service.ServiceType).SelectMany(OwnOptions))
            );
            var bound = types
                .Distinct()
                .SelectMany(type =>
                    Values(
                        (
                            (IOptions<object>)host.Services.GetRequiredService(typeof(IOptions<>).MakeGenericType(type))
                        ).Value
                    )
                )
                .ToList();

            var names = lines.ToDictionary(line => line[1], line => line[0]);
            Golden.Holds(
                "Settings",
                bound.Select(value =>
                    names.TryGetValue(value, out var name)
                        ? $"{name}={Short(value)}"
                        : $"a setting that no line sets, it is '{value}'"
                )
            );
            // If the master key is not read from its setting, a new one is created in a file.
            Assert.False(File.Exists(Path.Combine(folder.FullName, "keys", "faces.key")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string Short(string value) => value.Replace(folder.FullName, "{folder}", StringComparison.Ordinal);
    }

    [Fact]
    public void Files_in_the_data_folder_have_the_names_they_had()
    {
        var files = Directory
            .EnumerateFiles(town.App.DataFolder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(town.App.DataFolder, path).Replace('\\', '/'))
            .Where(path =>
                !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal)
            );
        Golden.Holds("Files in the data folder", files.Select(path => Id().Replace(path, "{id}")).Distinct());
    }

    [Fact]
    public async Task Changes_of_an_organization_are_recorded_in_the_words_they_were()
    {
        var (ada, own) = (
            town.World.Ada.Id,
            new Organization
            {
                Name = "Before",
                Slug = "stored-names",
                Zone = "Europe/London",
                FaceModel = "classic",
                CreatedAt = town.App.Clock.GetUtcNow(),
            }
        );
        await town.App.InAsync(
            own,
            async (FaceRekDb db) =>
            {
                _ = db.Add(own);
                _ = await db.SaveChangesAsync();
            }
        );
        var levels = Enum.GetValues<LivenessLevel>().Append(LivenessLevel.Off);
        var lines = await town.App.InAsync(
            own,
            async services =>
            {
                var desk = services.GetRequiredService<OrganizationDesk>();
                Assert.Null(await desk.ChangeAsync("After", "Europe/Paris", ada, CancellationToken.None));
                foreach (var level in levels)
                {
                    await desk.ChangeLivenessAsync(level, ada, CancellationToken.None);
                }
                foreach (var on in new[] { true, false })
                {
                    _ = await services.GetRequiredService<SandboxDesk>().SwitchAsync(on, ada, CancellationToken.None);
                }
                var entries = await services.GetRequiredService<FaceRekDb>().AuditEntries.ToListAsync();
                return entries.Select(entry => $"{entry.What}: from {entry.Before} to {entry.After}").ToList();
            }
        );
        Golden.Holds("Records of changes", lines);
    }

    /// <summary>These are stored exactly as written in the source.</summary>
    [Fact]
    public void Words_that_stand_in_the_sources_still_stand_there()
    {
        var sources = Repository.Sources("FaceRek.Core", "FaceRek.Web").Select(source => source.Text).ToList();
        Golden.Holds(
            "Words in sources",
            Golden
                .Of("Words in sources")
                .Where(word => sources.Any(text => text.Contains(word, StringComparison.Ordinal)))
        );
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        town.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string Joined(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));

    private static bool IsPage(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null;

    private static bool IsFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(one =>
            one.GetType().FullName!.StartsWith("Microsoft.AspNetCore.StaticAssets", StringComparison.Ordinal)
        );

    private static string Route(RouteEndpoint endpoint)
    {
        var inside = endpoint.Metadata.GetMetadata<InsideOrganizationAttribute>() is null ? "" : "/{organization}";
        return $"{inside}/{endpoint.RoutePattern.RawText!.Trim('/')}";
    }

    /// <summary>Asks the product for each role, from the lowest up, independent of policy names.</summary>
    private async Task<string> WhoAsync(RouteEndpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        if (metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return "everybody";
        }
        if (metadata.GetMetadata<ScopeNeeded>() is { } needed)
        {
            return needed.Scope;
        }
        await using var scope = town.App.Services.CreateAsyncScope();
        var policy = await PolicyAsync(
            metadata,
            scope.ServiceProvider.GetRequiredService<IAuthorizationPolicyProvider>()
        );
        if (await MayAsync(policy, null))
        {
            return "signed in";
        }
        foreach (var role in Enum.GetValues<Role>().Order())
        {
            if (await MayAsync(policy, role))
            {
                return RoleWords[(int)role];
            }
        }
        return "nobody";
    }

    private static async Task<AuthorizationPolicy> PolicyAsync(
        EndpointMetadataCollection metadata,
        IAuthorizationPolicyProvider provider
    )
    {
        var named = await AuthorizationPolicy.CombineAsync(
            provider,
            metadata.GetOrderedMetadata<IAuthorizeData>(),
            metadata.GetOrderedMetadata<AuthorizationPolicy>()
        );
        var builder = new AuthorizationPolicyBuilder(named ?? (await provider.GetFallbackPolicyAsync())!);
        return builder
            .AddRequirements([
                .. metadata
                    .GetOrderedMetadata<IAuthorizationRequirementData>()
                    .SelectMany(data => data.GetRequirements()),
            ])
            .Build();
    }

    private async Task<bool> MayAsync(AuthorizationPolicy policy, Role? role)
    {
        await using var scope = town.App.Services.CreateAsyncScope();
        if (role is not null)
        {
            scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(town.World.Bakery, role);
        }
        var somebody = new ClaimsPrincipal(
            new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, town.World.Ada.Id.ToString())], "test")
        );
        return (
            await scope
                .ServiceProvider.GetRequiredService<IAuthorizationService>()
                .AuthorizeAsync(somebody, null, policy)
        ).Succeeded;
    }

    private static IEnumerable<Type> OwnOptions(Type service) =>
        service.IsGenericType
        && service.GetGenericTypeDefinition() == typeof(IConfigureOptions<>)
        && IsOwn(service.GenericTypeArguments[0])
            ? [service.GenericTypeArguments[0]]
            : [];

    private static bool IsOwn(Type type) =>
        type.Assembly.GetName().Name!.StartsWith("FaceRek", StringComparison.Ordinal);

    private static IEnumerable<string> Values(object settings) =>
        settings
            .GetType()
            .GetProperties()
            .Where(property => property.CanWrite)
            .Select(property => property.GetValue(settings))
            .SelectMany(value =>
                value is not null && IsOwn(value.GetType())
                    ? Values(value)
                    : [Convert.ToString(value, CultureInfo.InvariantCulture)!]
            );

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
