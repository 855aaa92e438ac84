using System.Diagnostics;
using FaceRek.Core.Workplaces.Departments;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Departments;

internal static class DepartmentText
{
    /// <summary>Why a department was not saved, and the field for the message.</summary>
    public static (string Field, string Sentence) Refusal(this IStringLocalizer words, DepartmentOutcome outcome) =>
        outcome switch
        {
            DepartmentOutcome.NameUnreadable => (
                "Input.Name",
                words["Enter a name with at most {0} characters and no hidden ones.", Department.MaxNameLength]
            ),
            DepartmentOutcome.NameTaken => ("Input.Name", words["Another department has this name."]),
            DepartmentOutcome.TooMany => (
                "Input.Name",
                words["An organization has at most {0} departments.", Department.MaxCount]
            ),
            DepartmentOutcome.NoSuchParent => ("Input.Parent", words["Choose a department of this list."]),
            DepartmentOutcome.BelowItself => ("Input.Parent", words["A department cannot be below itself."]),
            DepartmentOutcome.TooDeep => (
                "Input.Parent",
                words["Departments go at most {0} levels deep.", Department.MaxDepth]
            ),
            DepartmentOutcome.NotAManager => (
                "Input.Managers",
                words["Only members who are managers or admins can lead. Choose from this list."]
            ),
            DepartmentOutcome.InUse inUse => (
                "",
                words[
                    "It still has {0} people and {1} departments below it. Move them first.",
                    inUse.People,
                    inUse.Departments
                ]
            ),
            DepartmentOutcome.Remembered => (
                "",
                words[
                    "People belonged to it, and reports of those days name it: it stays. Rename it if it is something else now."
                ]
            ),
            DepartmentOutcome.Done or DepartmentOutcome.NotFound => throw new InvalidOperationException(
                $"{outcome.GetType().Name} has no words here."
            ),
            _ => throw new UnreachableException(),
        };
}
