using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization;

/// <summary>The input of a request for leave, by the person or for them.</summary>
public sealed record LeaveForm
{
    public Guid? Person { get; init; }
    public DateOnly? From { get; init; }

    /// <summary>The first day again where it is empty.</summary>
    public DateOnly? Until { get; init; }

    public LeavePart? Part { get; init; } = LeavePart.WholeDay;
    public bool? IsPaid { get; init; } = true;
    public string? Reason { get; init; }

    /// <returns>Null where something is missing; then the fields say what.</returns>
    internal LeaveInput? Read(ModelStateDictionary state, IStringLocalizer words)
    {
        if (From is null && state["Input.From"] is not { Errors.Count: > 0 })
        {
            state.AddModelError("Input.From", words["Choose the first day."]);
        }
        if (Part is not { } part || !Enum.IsDefined(part))
        {
            state.AddModelError("Input.Part", words["Choose one of the three."]);
            return null;
        }
        return state.IsValid ? new LeaveInput(From!.Value, Until ?? From.Value, part, IsPaid ?? true, Reason) : null;
    }
}
