using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization;

/// <summary>Where a form ends up that may not write for want of payment.</summary>
public sealed class ReadOnlyModel(Entitlement entitlement, CurrentOrganization current, IStringLocalizer<Words> words)
    : PageModel
{
    public bool IsOwner => current.MayActAs(Role.Owner);

    /// <summary>Null where there is nothing in the way any more.</summary>
    public string? Sentence { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Sentence = await entitlement.ToChangeSettingsAsync(cancellationToken) is { } obstacle
            ? words.Say(obstacle).Value
            : null;
}
