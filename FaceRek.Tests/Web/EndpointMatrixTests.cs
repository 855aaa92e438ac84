using System.Net;
using FaceRek.Core.Organizations;
using FaceRek.Tests.Support;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web;

/// <summary>
/// Every page and endpoint, requested by an anonymous visitor, by each role and by another organization. A new endpoint
/// without a row in <see cref="EndpointRow"/> fails.
/// </summary>
public sealed class EndpointMatrixTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;
    private EndpointPaths paths = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        paths = await EndpointPaths.CreateAsync(app, world);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public void Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        var routes = Endpoints().Select(Route).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(routes.Except(EndpointRow.All.Keys));
        Assert.Empty(EndpointRow.All.Keys.Except(routes));
    }

    [Fact]
    public void Every_form_says_whether_it_works_while_the_organization_can_only_be_read()
    {
        var forms = Endpoints().Where(IsInside).Where(endpoint => EndpointRow.All[Route(endpoint)].TakesPosts);
        Assert.Empty(
            forms.Where(form => ReadOnlyMode.GateOf(form) != EndpointRow.All[Route(form)].Gate).Select(Route).Distinct()
        );
    }

    [Fact]
    public void No_company_can_take_the_name_of_a_top_level_page()
    {
        var free = Endpoints()
            .Where(endpoint => !IsInside(endpoint))
            .Select(endpoint => Route(endpoint).Split('/')[0])
            .Where(segment => segment.Length > 0 && Slug.IsValid(segment));
        Assert.Empty(free.Distinct());
    }

    [Fact]
    public async Task A_stranger_sees_what_is_public_and_is_sent_to_the_sign_in_from_the_rest()
    {
        using var stranger = await world.ClientOfAsync(null);
        foreach (var (route, row) in EndpointRow.All.Where(row => !row.Value.IsApi))
        {
            foreach (var answer in await AskAsync(stranger, route, row))
            {
                if (row.NeedsSignIn)
                {
                    Assert.True(
                        answer.StatusCode == HttpStatusCode.Unauthorized || LeadsToSignIn(answer),
                        Said(route, answer)
                    );
                }
                else
                {
                    AssertServed(route, answer, row);
                }
            }
        }
    }

    [Theory]
    [InlineData(Role.Employee)]
    [InlineData(Role.Manager)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Owner)]
    public async Task A_role_opens_its_own_pages_and_those_below_it(Role role)
    {
        using var client = await world.ClientOfAsync(
            role switch
            {
                Role.Owner => world.Ada,
                Role.Admin => world.Ben,
                Role.Manager => world.Mia,
                _ => world.Eve,
            }
        );
        foreach (var (route, row) in EndpointRow.All.Where(row => !row.Value.IsApi))
        {
            foreach (var answer in await AskAsync(client, route, row))
            {
                if (role < row.RoleNeeded)
                {
                    Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, Said(route, answer));
                }
                else
                {
                    AssertServed(route, answer, row);
                }
            }
        }
    }

    [Fact]
    public async Task Another_organization_finds_nothing_here()
    {
        using var neighbour = await world.ClientOfAsync(world.Olaf);
        foreach (var (route, row) in EndpointRow.All.Where(row => row.Value.RoleNeeded is not null))
        {
            foreach (var answer in await AskAsync(neighbour, route, row))
            {
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound, Said(route, answer));
            }
        }
    }

    [Fact]
    public async Task The_ids_of_another_organization_do_not_exist_in_ones_own()
    {
        using var owner = await world.ClientOfAsync(world.Ada);
        foreach (
            var (route, row) in EndpointRow.All.Where(row => row.Value is { RoleNeeded: not null, LooksUpIds: true })
        )
        {
            if (paths.WithForeignIds(route) is not { } path)
            {
                continue;
            }
            var answer = await owner.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, Said(route, answer));
            if (!row.TakesPosts)
            {
                continue;
            }

            var (foreign, unknown) = (
                await PostNothingAsync(owner, path),
                await PostNothingAsync(owner, paths.WithUnknownIds(route))
            );
            Assert.True(
                (int)foreign.StatusCode >= 400 && foreign.StatusCode == unknown.StatusCode,
                Said(route, foreign)
            );
        }
    }

    [Fact]
    public async Task Nothing_is_changed_without_the_forms_own_token()
    {
        using var owner = await world.ClientOfAsync(world.Ada);
        foreach (var route in EndpointRow.All.Where(row => row.Value.TakesPosts).Select(row => row.Key))
        {
            using var nothing = new FormUrlEncodedContent([]);
            var answer = await owner.PostAsync(paths.WithOwnIds(route), nothing);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, Said(route, answer));
        }
    }

    /// <summary>Posts only the antiforgery token.</summary>
    private static async Task<HttpResponseMessage> PostNothingAsync(HttpClient client, Uri path)
    {
        using var form = new FormUrlEncodedContent([
            new("__RequestVerificationToken", await client.FormTokenAsync("/settings")),
        ]);
        return await client.PostAsync(path, form);
    }

    private static void AssertServed(string route, HttpResponseMessage answer, EndpointRow row)
    {
        var isServed = (int)answer.StatusCode < 400 && !LeadsToSignIn(answer);
        // A post without the antiforgery token reaches the form and goes no further.
        var reachesTheForm =
            answer.RequestMessage!.Method == HttpMethod.Post && answer.StatusCode == HttpStatusCode.BadRequest;
        Assert.True(isServed || reachesTheForm || answer.StatusCode == row.Bare, Said(route, answer));
    }

    private static bool LeadsToSignIn(HttpResponseMessage answer) =>
        answer.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal) == true;

    private static string Said(string route, HttpResponseMessage answer) =>
        $"{answer.RequestMessage!.Method} {route} was answered {(int)answer.StatusCode} {answer.Headers.Location}";

    private async Task<List<HttpResponseMessage>> AskAsync(HttpClient client, string route, EndpointRow row)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, paths.WithOwnIds(route));
        var answers = new List<HttpResponseMessage>
        {
            await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead),
        };
        if (row.TakesPosts)
        {
            using var nothing = new FormUrlEncodedContent([]);
            answers.Add(await client.PostAsync(paths.WithOwnIds(route), nothing));
        }
        return answers;
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static bool IsInside(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<InsideOrganizationAttribute>() is not null;

    /// <summary>A page with two addresses (with and without /Index) is one row.</summary>
    private static string Route(RouteEndpoint endpoint)
    {
        var path = endpoint.RoutePattern.RawText!.Trim('/');
        if (
            endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null
            && (path == "index" || path.EndsWith("/index", StringComparison.Ordinal))
        )
        {
            path = path[..^"index".Length].Trim('/');
        }
        return (IsInside(endpoint) ? $"{{organization}}/{path}" : path).TrimEnd('/');
    }
}
