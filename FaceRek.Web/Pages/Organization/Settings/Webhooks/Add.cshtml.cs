using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Webhooks;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings.Webhooks;

[Requires(Role.Admin)]
public sealed class AddModel(WebhookDesk desk, Entitlement entitlement, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public EndpointForm Input { get; set; } = new() { Events = [.. WebhookEvent.All] };

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await entitlement.ToUseAsync(Feature.Webhooks, cancellationToken) is { } obstacle)
        {
            ModelState.AddModelError("", words.Say(obstacle).Value);
            return this.Again();
        }
        var outcome = await desk.AddAsync(Input.Url, Input.Events, cancellationToken);
        if (!WebhookText.Says(ModelState, outcome, words))
        {
            return this.Again();
        }
        var drawn = (WebhookOutcome.Drawn)outcome;
        TempData["Good"] = words["The endpoint is added."].Value;
        TempData["Secret"] = drawn.Secret;
        return RedirectToPage("Endpoint", new { endpointId = drawn.Endpoint.Id });
    }
}
