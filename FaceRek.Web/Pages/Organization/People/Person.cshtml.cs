using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Desk)]
public sealed class PersonModel(
    FaceRekDb db,
    PeopleDesk desk,
    CurrentOrganization current,
    TimeProvider clock,
    IStringLocalizer<Words> words
) : PageModel
{
    private const int MaxBefore = 12;

    [FromRoute]
    public Guid Id { get; set; }

    public Person Person { get; private set; } = null!;
    public FaceConsent? Consent { get; private set; }
    public IReadOnlyList<ModelCount> Faces { get; private set; } = [];
    public int FaceCount => Faces.Sum(f => f.Count);

    /// <summary>The email address the person signs in with; null without a sign-in.</summary>
    public string? SignInEmail { get; private set; }

    public DateTimeOffset? InvitedAt { get; private set; }
    public string? Site { get; private set; }

    /// <summary>From the top down; null for none.</summary>
    public string? Department { get; private set; }

    /// <summary>Earlier workplaces, the latest first.</summary>
    public IReadOnlyList<Workplace> Before { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await db.People.SingleOrDefaultAsync(p => p.Id == Id, cancellationToken) is not { } person)
        {
            return NotFound();
        }
        Person = person;
        Consent = await db
            .FaceConsents.Live(Id)
            .OrderByDescending(c => c.GivenAt)
            .FirstOrDefaultAsync(cancellationToken);
        Faces = await db
            .FaceTemplates.Where(t => t.PersonId == Id)
            .GroupBy(t => new { t.ModelName, t.ModelVersion })
            .Select(g => new ModelCount(g.Key.ModelName, g.Key.ModelVersion, g.Count()))
            .ToListAsync(cancellationToken);
        SignInEmail = person.UserId is { } userId
            ? await db.Users.Where(u => u.Id == userId).Select(u => u.Email).SingleAsync(cancellationToken)
            : null;
        InvitedAt = await InvitedAsync(cancellationToken);
        Site = person.SiteId is { } siteId
            ? await db.Sites.Where(site => site.Id == siteId).Select(site => site.Name).SingleAsync(cancellationToken)
            : null;
        Department = person.DepartmentId is { } departmentId
            ? (await DepartmentTree.ReadAsync(db, cancellationToken)).PathOf(departmentId)
            : null;
        Before = await db
            .FormerWorkplaces.Where(place => place.PersonId == Id)
            .OrderByDescending(place => place.Until)
            .Take(MaxBefore)
            .Select(place => new Workplace(
                place.Until,
                db.Sites.Where(site => site.Id == place.SiteId).Select(site => site.Name).FirstOrDefault(),
                db.Departments.Where(department => department.Id == place.DepartmentId)
                    .Select(department => department.Name)
                    .FirstOrDefault()
            ))
            .ToListAsync(cancellationToken);
        return Page();
    }

    /// <param name="choice">"deactivate" or "reactivate", from the button that was clicked.</param>
    public async Task<IActionResult> OnPostAsync(string? choice, CancellationToken cancellationToken)
    {
        var outcome = choice switch
        {
            "deactivate" => await desk.DeactivateAsync(Id, cancellationToken),
            "reactivate" => await desk.ReactivateAsync(Id, cancellationToken),
            _ => null,
        };
        if (outcome is null)
        {
            return BadRequest();
        }
        if (outcome is PersonOutcome.NotEntitled refused)
        {
            TempData["Bad"] = words.Say(refused.Obstacle).Value;
            return RedirectToPage(new { Id });
        }
        if (outcome is not PersonOutcome.Done { Person: var person })
        {
            return NotFound();
        }
        TempData["Good"] = person.IsActive
            ? words["{0} is active again.", person.Name].Value
            : words["{0} is inactive and can no longer check in.", person.Name].Value;
        return RedirectToPage(new { Id });
    }

    public string InWords(DateTimeOffset at) =>
        current.Organization.InZone(at).ToString("d MMMM yyyy, HH:mm", System.Globalization.CultureInfo.CurrentCulture);

    private async Task<DateTimeOffset?> InvitedAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var invitations = await db
            .Invitations.Where(i => i.PersonId == Id && i.AcceptedAt == null)
            .ToListAsync(cancellationToken);
        return invitations.Where(i => i.IsOpen(now)).Select(i => (DateTimeOffset?)i.CreatedAt).Max();
    }

    /// <param name="Until">Last day.</param>
    public sealed record Workplace(DateOnly Until, string? Site, string? Department);

    public sealed record ModelCount(string Model, string Version, int Count);
}
