using System.Diagnostics;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Import;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

/// <summary>A file is checked first and shown line by line; only then, with another click, its valid lines are imported together.</summary>
[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Desk)]
[RequestSizeLimit(MaxBodyBytes)]
public sealed class ImportModel(ImportDesk desk, ImportTicket tickets, IStringLocalizer<Words> words) : PageModel
{
    /// <summary>More than the file limit, so that the page itself can refuse a slightly larger file with a message.</summary>
    private const int MaxBodyBytes = 3_000_000;

    /// <summary>How many lines of each kind are listed; the rest is shown as a number.</summary>
    public const int MaxListed = 200;

    public IReadOnlyList<ImportLine>? Lines { get; private set; }
    public IEnumerable<ImportLine> Good => Lines?.Where(l => l.Row is not null) ?? [];
    public IEnumerable<ImportLine> Bad => Lines?.Where(l => l.Row is null) ?? [];
    public string? Ticket { get; private set; }
    public string? Error { get; private set; }

    public void OnGet() { }

    /// <param name="ticket">The valid lines of a dry run, encrypted; without it a file is checked.</param>
    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? ticket, CancellationToken cancellationToken)
    {
        if (ticket is null)
        {
            return await CheckAsync(file, cancellationToken);
        }
        if (tickets.Open(ticket, User.Id()) is not { } rows)
        {
            Error = words["This check has expired. Choose the file again."];
            return Page();
        }
        var outcome = await desk.TakeInAsync(rows, cancellationToken);
        if (outcome is not ImportOutcome.TakenIn taken)
        {
            Error = outcome is ImportOutcome.NotEntitled refused
                ? words.Say(refused.Obstacle)
                : words[
                    "Someone has added one of these people meanwhile, so nothing was imported. Choose the file again."
                ];
            return Page();
        }
        TempData["Good"] =
            taken.People == 1
                ? words["1 person was imported."].Value
                : words["{0} people were imported.", taken.People].Value;
        return RedirectToPage("Index");
    }

    private async Task<IActionResult> CheckAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        switch (
            file is null ? null : await desk.CheckAsync(await BytesAsync(file, cancellationToken), cancellationToken)
        )
        {
            case ImportOutcome.Checked { Lines: var lines }:
                Lines = lines;
                Ticket = tickets.Seal([.. Good.Select(l => l.Row!)], User.Id());
                break;
            case ImportOutcome.Unreadable unreadable:
                Error = words.Say(unreadable.Error, unreadable.Line);
                break;
            case null or ImportOutcome.TakenIn or ImportOutcome.NotEntitled or ImportOutcome.Overtaken:
                Error = words["Choose a file."];
                break;
            default:
                throw new UnreachableException();
        }
        return Page();
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
