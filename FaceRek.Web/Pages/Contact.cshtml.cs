using System.Text.RegularExpressions;
using FaceRek.Core.Mail;
using FaceRek.Core.Mail.Texts;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace FaceRek.Web.Pages;

/// <summary>Messages of visitors go only to one configured mailbox: the page cannot be used to write to anyone else.</summary>
[AllowAnonymous]
public sealed partial class ContactModel(
    IOptions<ContactSettings> settings,
    IMailer mailer,
    LoginThrottle throttle,
    IStringLocalizer<Words> words,
    ILogger<ContactModel> logger
) : PageModel
{
    private static readonly TokenBucket ByNetwork = new(5, TimeSpan.FromMinutes(10));
    private static readonly TokenBucket ByEverybody = new(100, TimeSpan.FromMinutes(2));

    [BindProperty]
    public Form Input { get; set; } = new();

    public bool IsOpen => settings.Value.Mailbox is not null;
    public bool IsSent { get; private set; }
    public int MaxLength => ContactMessage.MaxLength;

    /// <param name="refund">Number of an invoice to refund; it starts the message for the reader.</param>
    public void OnGet(string? refund)
    {
        if (refund is not null && InvoiceNumber().IsMatch(refund))
        {
            Input = new Form { Message = words["Please refund invoice {0}. Reason:", refund].Value + " " };
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (settings.Value.Mailbox is not { } mailbox)
        {
            return this.Again(StatusCodes.Status409Conflict);
        }
        var fields = new Fields(ModelState, words);
        var (name, email) = (fields.Name("Input.Name", Input.Name), fields.Email("Input.Email", Input.Email));
        var message =
            ContactMessage.Read(Input.Message)
            ?? fields.Refuse("Input.Message", words["Enter your question, with at most {0} characters.", MaxLength]);
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        if (throttle.Take(($"contact {HttpContext.NetworkOf()}", ByNetwork), ("contact", ByEverybody)) is TimeSpan wait)
        {
            return this.Wait(wait, words);
        }
        IsSent = await mailer.TrySendAsync(ContactEmail.To(mailbox, name, email, message), logger, cancellationToken);
        if (IsSent)
        {
            return Page();
        }
        fields.Refuse("", words["Your message could not be sent, and was not kept. Try again in a few minutes."]);
        return this.Again(StatusCodes.Status503ServiceUnavailable);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,64}\z")]
    private static partial Regex InvoiceNumber();

    public sealed record Form
    {
        public string? Name { get; init; }
        public string? Email { get; init; }
        public string? Message { get; init; }
    }
}
