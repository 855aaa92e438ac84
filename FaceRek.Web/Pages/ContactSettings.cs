using System.ComponentModel.DataAnnotations;
using FaceRek.Core.Organizations;

namespace FaceRek.Web.Pages;

/// <param name="Address">The recipient of the contact page; empty for none, which the page then says.</param>
public sealed record ContactSettings(string Address) : IValidatableObject
{
    public ContactSettings()
        : this("") { }

    /// <summary>Null where none is set.</summary>
    public string? Mailbox => EmailAddress.TryRead(Address, out var mailbox) ? mailbox : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrWhiteSpace(Address) && Mailbox is null)
        {
            yield return new ValidationResult("Contact:Address is not an email address.", [nameof(Address)]);
        }
    }
}
