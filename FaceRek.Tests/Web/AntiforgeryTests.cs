using System.Net;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Tests.Web.SignIn;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web;

/// <summary>A cross-site form is refused because its token is missing, not because its fields are empty.</summary>
public sealed class AntiforgeryTests(AccountsFixture town) : IClassFixture<AccountsFixture>
{
    private readonly FaceRekApp app = town.App;
    private readonly World world = town.World;

    [Fact]
    public async Task Every_page_asks_for_the_token_but_the_one_that_only_says_what_went_wrong()
    {
        var (loader, without) = (
            app.Services.GetRequiredService<PageLoader>(),
            new HashSet<string>(StringComparer.Ordinal)
        );
        var pages = Endpoints()
            .Select(endpoint => (endpoint, Page: endpoint.Metadata.GetMetadata<PageActionDescriptor>()))
            .Where(pair => pair.Page is not null)
            .ToList();
        Assert.True(pages.Count > 80);
        foreach (var (endpoint, page) in pages)
        {
            var filters = (await loader.LoadAsync(page!, endpoint.Metadata))
                .FilterDescriptors.Select(descriptor => descriptor.Filter)
                .ToList();
            if (
                !filters.Exists(filter => filter is AutoValidateAntiforgeryTokenAttribute)
                || filters.Exists(filter => filter is IgnoreAntiforgeryTokenAttribute)
            )
            {
                without.Add(page!.ViewEnginePath);
            }
        }
        Assert.Equal(["/Error"], without);
    }

    [Fact]
    public void What_takes_a_post_and_is_no_page_is_told_who_asks_by_something_else_than_a_cookie()
    {
        var others = Endpoints()
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null
                && endpoint
                    .Metadata.GetMetadata<HttpMethodMetadata>()
                    ?.HttpMethods.Any(method => method is "POST" or "PUT" or "DELETE" or "PATCH") == true
            )
            .ToList();
        // The API uses tokens in a header; these few have a signature, or issue the tokens.
        Assert.Equal(
            ["/api/v1/token/", "/api/v1/token/revoke", "/hooks/stripe"],
            others
                .Where(endpoint => endpoint.Metadata.GetMetadata<ScopeNeeded>() is null)
                .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["/hooks/stripe"],
            others
                .Where(endpoint =>
                    endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false }
                )
                .Select(endpoint => endpoint.RoutePattern.RawText)
        );
    }

    public static TheoryData<string> Forms =>
        [
            "/settings",
            "/bakery/settings",
            "/bakery/departments/add",
            "/bakery/people/add",
            "/bakery/people/PERSON/edit",
            "/bakery/settings/liveness",
            "/bakery/punches/add",
            "/organizations/new",
        ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_form_that_is_filled_in_does_something_with_its_token_and_nothing_without(string page)
    {
        using var owner = await world.ClientOfAsync(world.Ada);
        var path = page.Replace("PERSON", world.EvePerson.Id.ToString(), StringComparison.Ordinal);
        var fields = FieldsOf(page);
        var before = await StateAsync();
        using var content = new FormUrlEncodedContent(fields);
        using var refused = await owner.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.Equal((HttpStatusCode.BadRequest, before), (refused.StatusCode, await StateAsync()));
        // Another user's token does not help.
        using var ben = await world.ClientOfAsync(world.Ben);
        using var stolen = new FormUrlEncodedContent(
            fields.Append(new("__RequestVerificationToken", await ben.FormTokenAsync("/settings")))
        );
        using var forged = await owner.PostAsync(new Uri(path, UriKind.Relative), stolen);
        Assert.Equal((HttpStatusCode.BadRequest, before), (forged.StatusCode, await StateAsync()));
        using var done = await owner.SubmitAsync(path, fields);
        Assert.True(done.StatusCode == HttpStatusCode.Redirect, await done.Content.ReadAsStringAsync());
        Assert.NotEqual(before, await StateAsync());
    }

    private Dictionary<string, string> FieldsOf(string page) =>
        page switch
        {
            "/settings" => new() { ["Input.Name"] = "Ada Changed" },
            "/bakery/settings" => new() { ["Input.Name"] = "Bakery Changed", ["Input.Zone"] = "Europe/Paris" },
            "/bakery/departments/add" => new() { ["Input.Name"] = "Ovens" },
            "/bakery/people/add" => new() { ["Input.Name"] = "Nora New" },
            "/bakery/people/PERSON/edit" => new() { ["Input.Name"] = "Eve Changed" },
            "/bakery/settings/liveness" => new() { ["level"] = "Passive" },
            "/bakery/punches/add" => new()
            {
                ["Input.Person"] = world.EvePerson.Id.ToString(),
                ["Input.At"] = app
                    .Clock.GetUtcNow()
                    .AddHours(-3)
                    .ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture),
                ["Input.Direction"] = "In",
                ["Input.Reason"] = "Forgot.",
            },
            _ => new() { ["Input.Company"] = "Second Bakery", ["Input.Zone"] = "Europe/Paris" },
        };

    /// <summary>Everything that one of these forms may change.</summary>
    private Task<string> StateAsync() =>
        app.InAsync(
            world.Bakery,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                return string.Join(
                    '|',
                    string.Join(',', await db.Users.OrderBy(user => user.Id).Select(user => user.Name).ToListAsync()),
                    string.Join(
                        ',',
                        await db
                            .Organizations.OrderBy(one => one.Id)
                            .Select(one => one.Name + one.Zone + one.Liveness)
                            .ToListAsync()
                    ),
                    await db.Departments.CountAsync(),
                    string.Join(',', await db.People.OrderBy(one => one.Id).Select(one => one.Name).ToListAsync()),
                    await db.Punches.CountAsync()
                );
            }
        );

    private IEnumerable<RouteEndpoint> Endpoints() =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
}
