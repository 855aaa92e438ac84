using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ReceptionChallenges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "PersonId",
                table: "CheckInChallenges",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<bool>(
                name: "HasFailed",
                table: "CheckInChallenges",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_CheckInChallenges_OrganizationId_SignInHash",
                table: "CheckInChallenges",
                columns: new[] { "OrganizationId", "SignInHash" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CheckInChallenges_OrganizationId_SignInHash",
                table: "CheckInChallenges");

            migrationBuilder.DropColumn(
                name: "HasFailed",
                table: "CheckInChallenges");

            migrationBuilder.AlterColumn<Guid>(
                name: "PersonId",
                table: "CheckInChallenges",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
