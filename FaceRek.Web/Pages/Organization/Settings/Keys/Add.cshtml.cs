using System.Diagnostics;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings.Keys;

[Requires(Role.Admin)]
public sealed class AddModel(ApiKeyDesk desk, IStringLocalizer<Words> words, TimeProvider clock) : PageModel
{
    private const int MaxDays = 3_650;

    [BindProperty]
    public Form Input { get; set; } = new();

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Input.Days is < 1 or > MaxDays)
        {
            ModelState.AddModelError("Input.Days", words["Choose how long the key is valid."].Value);
        }
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        var networks = (Input.Networks ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var expiresAt = Input.Days is { } days ? clock.GetUtcNow().AddDays(days) : (DateTimeOffset?)null;
        var outcome = await desk.CreateAsync(
            new ApiKeyRequest(Input.Name, Input.Scopes, networks, expiresAt),
            User.Id(),
            cancellationToken
        );
        if (outcome is ApiKeyOutcome.Created { Text: var text })
        {
            TempData["Secret"] = text;
            return RedirectToPage("Index");
        }
        var (field, why) = ErrorOf(outcome);
        ModelState.AddModelError(field, why.Value);
        return this.Again();
    }

    private (string Field, LocalizedString Why) ErrorOf(ApiKeyOutcome outcome) =>
        outcome switch
        {
            ApiKeyOutcome.NameInvalid => ("Input.Name", words["Enter a name.", ApiKey.MaxNameLength]),
            ApiKeyOutcome.ScopeInvalid => ("Input.Scopes", words["Choose at least one permission."]),
            ApiKeyOutcome.NetworkInvalid => (
                "Input.Networks",
                words[
                    "Enter at most {0} addresses or networks, such as 192.0.2.7 or 2001:db8::/32.",
                    NetworkList.MaxNetworks
                ]
            ),
            ApiKeyOutcome.TooMany => (
                "",
                words["There are already {0} active keys. Revoke one first.", ApiKey.MaxInUse]
            ),
            ApiKeyOutcome.NotEntitled refused => ("", words.Say(refused.Obstacle)),
            ApiKeyOutcome.Created or ApiKeyOutcome.ExpiryPast => throw new InvalidOperationException(
                $"{outcome.GetType().Name} has no words."
            ),
            _ => throw new UnreachableException(),
        };

    public sealed record Form
    {
        public string? Name { get; init; }
        public string[] Scopes { get; init; } = [];
        public string? Networks { get; init; }
        public int? Days { get; init; } = 365;
    }
}
