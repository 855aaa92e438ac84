using FaceRek.Core.Organizations;
using FaceRek.Tests.Support;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Tests.Web.Security;

/// <summary>A page of an organization says who may open it, or nothing starts.</summary>
public sealed class PageRulesTests
{
    [Fact]
    public void A_page_of_an_organization_that_says_nothing_ends_the_start()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            PageRules.Check([
                ("/Pages/Organization/Deep/Said.cshtml", typeof(PageOf<Said>)),
                ("/Pages/Organization/Deep/Silent.cshtml", typeof(PageOf<Silent>)),
                ("/Pages/Organization/Bare.cshtml", typeof(BarePage)),
            ])
        );
        Assert.EndsWith(
            " /Pages/Organization/Deep/Silent.cshtml, /Pages/Organization/Bare.cshtml.",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_page_that_says_who_may_open_it_and_a_page_of_no_organization_start() =>
        PageRules.Check([
            ("/Pages/Organization/Said.cshtml", typeof(PageOf<Said>)),
            ("/Pages/Pricing.cshtml", typeof(PageOf<Silent>)),
        ]);

    [Fact]
    public async Task The_start_looks_at_every_page_there_is()
    {
        await using var app = await FaceRekApp.StartAsync();
        var written = Repository
            .Pages("FaceRek.Web/Pages")
            .Where(file => file.Text.TrimStart('\uFEFF').StartsWith("@page", StringComparison.Ordinal))
            .Select(file => file.Path["FaceRek.Web".Length..]);
        Assert.Equal(
            written.Order(StringComparer.Ordinal),
            PageRules.PagesOf(app.Services).Select(page => page.Path).Order(StringComparer.Ordinal)
        );
    }

    [Requires(Role.Admin)]
    private sealed class Said : PageModel;

    private sealed class Silent : PageModel;

    private abstract class PageOf<TModel> : Page
    {
        public TModel Model => throw new NotSupportedException();
    }

    private abstract class BarePage : Page
    {
        public BarePage Model => this;
    }
}
