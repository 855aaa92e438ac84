using System.ComponentModel.DataAnnotations;
using FaceRek.Core.Organizations;

namespace FaceRek.Web.Setup;

/// <param name="Address">Where letters of the contact page go; empty where nobody wants any, which the page then says.</param>
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
            yield return new ValidationResult("Contact:Address is not an e-mail address.", [nameof(Address)]);
        }
    }
}
